// Pictures on their way into the library: dropped, pasted or chosen, sent a few at a time so that each shows at once.

import { icon } from "../dock/icons.js";
import { make } from "../dock/controls.js";
import { takesFiles } from "../dock/stage_link.js";
import { readStyle } from "../files/style.js";
import { filesIn, picturesOf, pieces } from "./model.js";

const ACCEPT = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif";

/** The drop zone. `panel` has {root, link, t, room, say(text, kind)}; `batch(number)` is called when one has arrived. */
export class Adding {
  #waiting = new Map(); // number of a batch -> what goes on when it has arrived
  #batches = 0;
  #stopped = false;

  constructor(panel) {
    this.panel = panel;
    const { t } = panel;
    const choose = (folder) => () => this.#choose(folder);
    this.folder = make("button.lb-small", { type: "button", onclick: choose(true) }, t("library.folder"));
    this.folder.hidden = !("webkitdirectory" in document.createElement("input"));
    this.zone = make("button.lb-drop", { type: "button", title: t("library.drop_hint"), onclick: choose(false) },
      icon("picture"), make("b", {}, t("library.drop")), make("span", {}, t("library.drop_hint")));
    this.bar = make("i", {});
    this.words = make("span", { role: "status" });
    this.stop = make("button.lb-small", { type: "button", onclick: () => (this.#stopped = true) }, t("library.stop"));
    this.progress = make("div.lb-progress", { hidden: true }, this.words, this.stop, make("div.lb-bar", {}, this.bar));
    this.element = make("div.lb-adding", {}, this.zone, this.folder, this.progress);
    takesFiles(panel.root, "lb-over", async (files, transfer) => this.add(await filesIn(transfer, panel.room + 1)));
  }

  get busy() {
    return !this.progress.hidden;
  }

  /** Send pictures up; what is none, or more than there is room for, is left out and told. */
  async add(files) {
    const { panel } = this;
    const { t, link, room } = panel;
    if (this.busy) return panel.say(t("library.busy"), "error");
    const pictures = picturesOf(files);
    if (!pictures.length) return panel.say(t("library.no_pictures"), "error");
    const taken = pictures.slice(0, room);
    let unread = 0;
    let done = 0;
    this.#stopped = false;
    this.#show(0, taken.length);
    for (const piece of pieces(taken)) {
      if (this.#stopped) break;
      const read = (await Promise.all(piece.map((file) => shrunk(file).catch(() => null)))).filter(Boolean);
      unread += piece.length - read.length;
      done += piece.length;
      if (read.length) await this.#send(link, read);
      this.#show(done, taken.length);
    }
    this.progress.hidden = true;
    if (unread) panel.say(t("library.unread", { count: unread }), "error");
    else if (pictures.length > taken.length) panel.say(t("library.full", { count: pictures.length - taken.length }), "error");
  }

  /** A batch has arrived. */
  batch(number) {
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
  }

  async #send(link, files) {
    const uploaded = await Promise.all(files.map(async (file) => {
      const { path } = await link.upload(file);
      return { path, orig_name: file.name, meta: { _type: "gradio.FileData" } };
    }));
    this.#batches += 1;
    const number = this.#batches;
    const arrived = new Promise((go) => this.#waiting.set(number, go));
    link.props.value = { pictures: uploaded, query: null };
    link.trigger("keep", { batch: number });
    await arrived;
  }

  #show(done, count) {
    this.progress.hidden = false;
    this.words.textContent = this.panel.t("library.adding", { done, count });
    this.bar.style.width = `${Math.round((100 * done) / count)}%`;
  }

  #choose(folder) {
    const input = make("input", { type: "file", accept: folder ? null : ACCEPT, hidden: true, multiple: true, webkitdirectory: folder });
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.remove();
      this.add(files);
    });
    input.addEventListener("cancel", () => input.remove());
    document.body.append(input);
    input.click();
  }
}

/** A picture no larger than is worth sending, under its own name. */
export async function shrunk(file) {
  const { bitmap, blob } = await readStyle(file);
  bitmap.close();
  return blob === file ? file : new File([blob], file.name, { type: blob.type });
}
