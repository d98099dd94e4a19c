// The browser's own store for drawings and results. Every call may fail (private windows, full disks): callers
// say so in one sentence and go on.

const NAME = "anigen";
const VERSION = 1;
export const DRAWINGS = "drawings"; // {id: of the tab, when, ...drawing}
export const RESULTS = "results"; // {id, when, blob, width, height, seed, words}

let opened = null;
let handle = null;

/** The open database. @returns {Promise<IDBDatabase>} */
export function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const store of [DRAWINGS, RESULTS]) {
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
  const asked = (await database()).transaction(store).objectStore(store).getAll();
  await done(asked.transaction);
  return asked.result.sort((a, b) => b.when - a.when);
}

/** Write an entry and delete others in one go. */
export async function write(store, entry, unwanted = []) {
  const transaction = (await database()).transaction(store, "readwrite");
  if (entry) transaction.objectStore(store).put(entry);
  for (const id of unwanted) transaction.objectStore(store).delete(id);
  await done(transaction);
}

/** Hand an entry over at once, with no wait at all: the page is about to go. False if that cannot be done. */
export function writeNow(store, entry) {
  if (!handle) return false;
  try {
    const transaction = handle.transaction(store, "readwrite");
    transaction.objectStore(store).put(entry);
    transaction.commit?.();
    return true;
  } catch {
    return false;
  }
}

/** Whether an error says that there is no room left. */
export const isFull = (error) => error?.name === "QuotaExceededError";
