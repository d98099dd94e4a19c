// The browser's own store for drawings and results. Every call may fail (private windows, full disks): callers
// say so in one sentence and go on.

const NAME = "anigen";
const VERSION = 2;
export const DRAWINGS = "drawings"; // {id: of the tab, when, ...drawing}
export const RESULTS = "results"; // {id, when, blob, width, height, seed, words}
const PIECES = "pieces"; // {id: [of the entry, its field, number], bytes}
// A larger value is fetched by the browser later, from a page that may be gone by then.
const PIECE = 32 << 10; // bytes

let opened = null;
let handle = null;

/** The open database. @returns {Promise<IDBDatabase>} */
export function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const store of [DRAWINGS, RESULTS, PIECES]) {
        if (!asked.result.objectStoreNames.contains(store)) asked.result.createObjectStore(store, { keyPath: "id" });
      }
    };
    asked.onsuccess = () => {
      handle = asked.result;
      // A tab with a newer version of this page wants to go on; the next call opens anew.
      handle.onversionchange = handle.onclose = () => {
        handle?.close();
        handle = opened = null;
      };
      resolve(handle);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("The store is held by another tab."));
  });
  opened.catch(() => (opened = null));
  return opened;
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("The store refused."));
  });
}

/** Every entry of a store, the newest first. */
export async function entries(store) {
  const transaction = (await database()).transaction([store, PIECES]);
  const asked = transaction.objectStore(store).getAll();
  const kept = new Map();
  asked.onsuccess = () => {
    for (const { id, pieces } of asked.result) {
      if (pieces) kept.set(id, transaction.objectStore(PIECES).getAll(piecesOf(id)));
    }
  };
  await done(transaction);
  const all = asked.result.map((entry) => (kept.has(entry.id) ? joined(entry, kept.get(entry.id).result) : entry));
  return all.sort((a, b) => b.when - a.when);
}

/** Write an entry and delete others in one go. */
export async function write(store, entry, unwanted = []) {
  const transaction = (await database()).transaction([store, PIECES], "readwrite");
  if (entry) transaction.objectStore(store).put(entry);
  for (const id of unwanted) transaction.objectStore(store).delete(id);
  for (const id of entry ? [entry.id, ...unwanted] : unwanted) transaction.objectStore(PIECES).delete(piecesOf(id));
  await done(transaction);
}

/** Hand an entry over at once, with no wait at all: the page is about to go. False if that cannot be done. */
export function writeNow(store, entry) {
  if (!handle) return false;
  try {
    const transaction = handle.transaction([store, PIECES], "readwrite");
    const rest = { ...entry, pieces: {} };
    transaction.objectStore(PIECES).delete(piecesOf(entry.id));
    for (const [field, bytes] of Object.entries(entry)) {
      if (!ArrayBuffer.isView(bytes)) continue;
      delete rest[field];
      rest.pieces[field] = bytes.length;
      for (let n = 0; n * PIECE < bytes.length; n += 1) {
        const id = [entry.id, field, n];
        transaction.objectStore(PIECES).put({ id, bytes: bytes.slice(n * PIECE, (n + 1) * PIECE) });
      }
    }
    transaction.objectStore(store).put(rest);
    transaction.commit?.();
    return true;
  } catch {
    return false;
  }
}

const piecesOf = (id) => IDBKeyRange.bound([id], [id, []]); // lists come after all text

/** An entry whose arrays were handed over in pieces. */
function joined({ pieces, ...entry }, found) {
  for (const [field, length] of Object.entries(pieces)) entry[field] = new Uint8Array(length);
  for (const { id: [, field, n], bytes } of found) entry[field]?.set(bytes, n * PIECE);
  return entry;
}

/** Whether an error says that there is no room left. */
export const isFull = (error) => error?.name === "QuotaExceededError";
