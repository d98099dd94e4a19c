// How pictures are looked for: by words, by another picture, by what is on the stage.

import { icon } from "../dock/icons.js";
import { make } from "../dock/controls.js";
import { stage } from "../dock/stage_link.js";
import { shrunk } from "./adding.js";
import { suggested, wordFor, wordsOf } from "./model.js";

const BY_STAGE = { canvas: "lines", colors: "colors", pose: "pose" };

/** The row of questions. `panel` has {link, t, place, say, search(detail)}. */
export class Asking {
  words = []; // {key, name}

  constructor(panel) {
    this.panel = panel;
    const { t, link } = panel;
    const name = (group, word) => t(`wish.${group}.${word.replace(/[^a-z]/g, "_")}`);
    this.known = wordsOf(link.props.catalog ?? { groups: {} }, name, (group) => t(`wish.groups.${group}`));
    const list = make("datalist", { id: "lb-words" }, ...this.known.map((word) => make("option", { value: suggested(word) })));
    this.field = make("input", {
      type: "text", list: "lb-words", placeholder: t("library.words"), "aria-label": t("library.words_label"), autocomplete: "off", maxlength: 60,
      onkeydown: (event) => this.#press(event),
      oninput: () => this.known.some((word) => suggested(word) === this.field.value) && this.add(),
    });
    this.chips = make("div.lb-chips", { role: "list", "aria-label": t("library.words_said") });
    const press = (by, image, onclick) => make("button.lb-press", { type: "button", "data-by": by, title: t(`library.by_${by}_hint`), onclick },
      icon(image), make("span", {}, t(`library.by_${by}`)));
    this.element = make("div.lb-asking", { role: "search", "aria-label": t("library.asking") },
      make("div.lb-words", {}, this.chips, this.field, list),
      make("div.lb-bys", {},
        ...Object.entries(BY_STAGE).map(([by, image]) => press(by, image, () => this.#byStage(by))),
        press("picture", "picture", () => this.#byPicture())));
  }

  /** Take what was typed as a word, and look for all words. */
  add() {
    const { t } = this.panel;
    const typed = this.field.value.trim();
    if (!typed) return;
    const word = wordFor(typed, this.known);
    if (!word) return this.panel.say(t("library.no_word", { word: typed }), "error");
    this.field.value = "";
    if (!this.words.some(({ key }) => key === word.key)) this.words.push(word);
    this.#draw();
    this.#ask();
  }

  remove(key) {
    this.words = this.words.filter((word) => word.key !== key);
    this.#draw();
    this.field.focus();
    if (this.words.length) this.#ask();
    else this.panel.showAll();
  }

  /** Forget the words, as something else was looked for. */
  clear() {
    this.words = [];
    this.field.value = "";
    this.#draw();
  }

  #ask() {
    this.panel.search({ by: "words", words: this.words.map(({ key }) => key) });
  }

  #press(event) {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      this.add();
    } else if (event.key === "Backspace" && !this.field.value && this.words.length) {
      this.remove(this.words.at(-1).key);
    }
  }

  #draw() {
    const { t } = this.panel;
    this.chips.replaceChildren(...this.words.map(({ key, name }) => make("span.lb-chip", { role: "listitem" }, name,
      make("button", { type: "button", "aria-label": t("library.word_off", { word: name }), onclick: () => this.remove(key) }, "×"))));
  }

  /** The drawing goes up with the stage's own event; the answer comes to the panel. */
  async #byStage(by) {
    const { panel } = this;
    this.clear();
    panel.wait();
    const sent = await stage()?.request("search", { detail: { by, place: panel.place } });
    if (!sent) panel.say("");
  }

  #byPicture() {
    const input = make("input", { type: "file", accept: "image/*", hidden: true });
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.remove();
      if (!file) return;
      try {
        await this.panel.searchLike(await shrunk(file));
      } catch {
        this.panel.say(this.panel.t("library.unread", { count: 1 }), "error");
      }
    });
    input.addEventListener("cancel", () => input.remove());
    document.body.append(input);
    input.click();
  }
}
