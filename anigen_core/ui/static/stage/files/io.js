// Pictures and files: both layers as PNG, and everything that is pasted, dropped or chosen.

import { make } from "../dock/controls.js";
import { pictureSize } from "./picture_size.js";
import { encode, kindOf } from "./png.js";

const MOST_BYTES = 128 << 20; // what the studio takes
const MOST_POSE_BYTES = 4 << 20;
const MOST_PIXELS = 96e6;

/** What a picture can become, in the order of the bar. */
const WAYS = ["own", "style", "palette", "reference", "lines", "split", "pose", "cutout"];
const KEPT = new Set(["own", "style", "reference"]); // those that stay in the browser
const PICTURES = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif";
const DRAWINGS = ".anigen,.png,image/png";

// --- pixels to PNG

const WORKERS = 2; // lines and colors at once
let workers = null;
let turn = 0;
const waiting = new Map();

/** A Blob of pixels that are copied at once, so that drawing may go on. */
function encoded(width, height, channels, pixels) {
  workers ??= Array.from({ length: WORKERS }, newWorker).filter(Boolean);
  if (!workers.length) {
    return encode(width, height, channels, pixels.slice()).then((parts) => new Blob(parts, { type: "image/png" }));
  }
  turn += 1;
  const id = turn;
  const copy = pixels.slice();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    workers[turn % workers.length].postMessage({ id, width, height, channels, pixels: copy }, [copy.buffer]);
  });
}

function newWorker() {
  try {
    const made = new Worker(new URL("png_worker.js", import.meta.url), { type: "module" });
    made.onmessage = ({ data: { id, blob, error } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (blob) resolve(blob);
      else reject(new Error(error));
    };
    made.onerror = () => {
      workers = []; // the page writes them itself from now on
      for (const { reject } of waiting.values()) reject(new Error("The worker that writes pictures has stopped."));
      waiting.clear();
    };
    return made;
  } catch {
    return null;
  }
}

/** The line plane as a gray PNG, 0 = ink and 255 = paper. @returns {Promise<Blob>} */
export function encodeLines({ width, height, ink }) {
  return encoded(width, height, 1, inverted(ink));
}

/** Bytes from the other end, four at a time: this runs beside the pen. */
function inverted(bytes) {
  const out = new Uint8Array(bytes.length + (-bytes.length & 3));
  out.set(bytes);
  const words = new Uint32Array(out.buffer);
  for (let i = 0; i < words.length; i += 1) words[i] = ~words[i];
  return out.subarray(0, bytes.length);
}

/** The paint as an RGBA PNG, alpha 0 = not painted. @returns {Promise<Blob>} */
export function encodeColors({ width, height, paint }) {
  return encoded(width, height, 4, paint);
}

/** A selection (Uint8Array, 0 outside) as a gray PNG, 255 inside. @returns {Promise<Blob>} */
export function encodeMask({ width, height, mask }) {
  return encoded(width, height, 1, mask.map((value) => (value ? 255 : 0)));
}

// --- files

/** Take in what is pasted on the stage or dropped there, and name the actions that choose a file. */
export function attachImport(app, root) {
  const bar = new Bar(app, root.querySelector(".ds-middle") ?? root);

  const take = (kind) => (file) => app.request("take", { picture: file, take: kind });
  const ways = Object.fromEntries(WAYS.map((way) => [way, take(way)]));
  ways.reference = async (file) => {
    try {
      await app.setReference(file);
      app.say(app.t("io.is_reference"));
    } catch (error) {
      console.warn(error);
      app.say(app.t("io.not_a_picture", { name: nameOf(app, file) }), "error");
    }
  };

  ways.style = async (file) => {
    try {
      await app.setStyle(file);
      app.act("mode:colorize");
      app.say(app.t("io.is_style"));
    } catch (error) {
      console.warn(error);
      app.say(app.t("io.not_a_picture", { name: nameOf(app, file) }), "error");
    }
  };

  ways.palette = (file) => app.request("palette", { picture: file });

  ways.own = (file) => app.addReferences([file]);

  /** A file of any kind; `way` says what a picture is to be, else the bar asks. */
  async function open(file, way = null) {
    bar.close();
    const name = nameOf(app, file);
    const refuse = (key) => app.say(app.t(key, { name }), "error");
    if (file.size > MOST_BYTES) return refuse("io.too_large");
    let bytes;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      return refuse("io.not_read");
    }
    const kind = kindOf(bytes);
    if (kind === "document" || (kind === "recipe" && (way === null || way === "open"))) {
      app.say(app.t("io.opening"));
      return take("document")(file);
    }
    if (kind === "pose") {
      if (bytes.length > MOST_POSE_BYTES) return refuse("io.too_large");
      return app.act("import-pose", new TextDecoder().decode(bytes));
    }
    if (kind === null) return refuse("io.unknown");
    if (way === "open") return refuse("io.no_recipe");
    const size = pictureSize(bytes);
    if (size && size.width * size.height > MOST_PIXELS) return refuse("io.too_large");
    if (way === null) return bar.ask(file);
    if (!KEPT.has(way)) app.say(app.t("io.reading"));
    return ways[way](file);
  }

  app.openFile = open;
  app.define("import:", (way) => {
    if (way !== "open" && !WAYS.includes(way)) return false;
    if (way === "own") choose(PICTURES, (files) => app.addReferences(files), true);
    else choose(way === "open" ? DRAWINGS : PICTURES, ([file]) => open(file, way));
    return true;
  });

  root.addEventListener("paste", (event) => {
    if (event.target.closest("input, textarea, [contenteditable=true]")) return;
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    open(file);
  });
  dropZone(root, open);
  bar.onchoice = (way, file) => open(file, way);
}

const nameOf = (app, file) => file.name || app.t("io.pasted");

function choose(accept, then, multiple = false) {
  const input = make("input", { type: "file", accept, hidden: true, multiple });
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.remove();
    if (files.length) then(files);
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Files are let fall on the stage. Missing it must not make the browser leave the page and the drawing. */
function dropZone(root, open) {
  const holdsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (event) => {
    if (!holdsFile(event)) return;
    const inside = root.contains(event.target);
    root.classList.toggle("ds-dropping", inside);
    if (inside || !event.target.closest?.("[data-testid], .upload-container, input")) {
      event.preventDefault();
      event.dataTransfer.dropEffect = inside ? "copy" : "none";
    }
  };
  document.addEventListener("dragenter", over);
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", (event) => !event.relatedTarget && root.classList.remove("ds-dropping"));
  root.addEventListener("drop", (event) => {
    root.classList.remove("ds-dropping");
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    open(file);
  });
}

/** One line that asks what a picture is to be. */
class Bar {
  constructor(app, parent) {
    this.app = app;
    this.parent = parent;
    this.onchoice = null;
  }

  ask(file) {
    this.close();
    const { t } = this.app;
    const title = make("strong", {}, t("io.what", { name: nameOf(this.app, file) }));
    const button = (way) => make("button", {
      type: "button", title: t(`io.${way}_hint`),
      onclick: () => {
        this.close();
        this.onchoice(way, file);
      },
    }, t(`io.${way}`));
    this.element = make(
      "div.ds-ask", { role: "dialog", "aria-label": t("io.what", { name: nameOf(this.app, file) }) },
      title, ...WAYS.map(button),
      make("button.ds-ask-close", { type: "button", "aria-label": t("io.cancel"), onclick: () => this.close() }, "×"),
    );
    this.element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
    });
    this.parent.append(this.element);
    this.element.querySelector("button").focus({ preventScroll: true });
  }

  close() {
    if (!this.element) return;
    const held = this.element.contains(document.activeElement);
    this.element.remove();
    this.element = null;
    if (held) this.app.root.focus({ preventScroll: true });
  }
}
