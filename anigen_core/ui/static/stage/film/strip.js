// The row of key poses: pictures to press, to drag and to walk through with the arrow keys.

import { iconButton, make } from "../dock/controls.js";
import { icon } from "../dock/icons.js";
import { posePicture } from "../pose/pose_draw.js";

export class Strip {
  #cards = new Map();
  #focused = null;

  constructor(film) {
    this.film = film;
    const { app } = film;
    const { t } = app;
    this.list = make("div.ds-film-keys", { role: "list", "aria-label": t("film.keys") });
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("dragover", (event) => this.#over(event));
    this.list.addEventListener("drop", (event) => this.#drop(event));
    const add = make("button.ds-film-add", { type: "button", title: t("film.add_hint"), onclick: () => film.add() },
      icon("plus"), make("span", {}, t("film.add")));
    this.named = make("select.ds-film-named", { "aria-label": t("film.add_named"), onchange: () => {
      film.addNamed(this.named.value);
      this.named.value = "";
    } }, make("option", { value: "" }, t("film.add_named")), ...(app.poses ?? []).map(({ name, label }) => {
      const key = `pose.names.${name}`;
      return make("option", { value: name }, t.has(key) ? t(key) : label);
    }));
    this.hint = make("p.ds-film-hint", {}, t("film.empty"));
    const close = iconButton("down", t("film.close"), { onclick: () => film.open(false) });
    close.classList.add("ds-film-close");
    close.title = t("film.close");
    this.holder = make("div.ds-film-holder", {}, make("div.ds-film-adds", {}, add, this.named), this.list, this.hint);
    this.element = make("div.ds-film-strip", {}, this.holder, close);
  }

  draw() {
    const { film } = this;
    const { t } = film.app;
    const { keys } = film;
    this.hint.hidden = keys.length > 1;
    this.hint.textContent = t(keys.length ? "film.one" : "film.empty");
    for (const [id, card] of this.#cards) {
      if (keys.some((key) => key.id === id)) continue;
      card.remove();
      this.#cards.delete(id);
    }
    keys.forEach((key, i) => {
      let card = this.#cards.get(key.id);
      if (!card) this.#cards.set(key.id, (card = this.#card(key.id)));
      if (this.list.children[i] !== card) this.list.insertBefore(card, this.list.children[i] ?? null);
      if (card.pose !== key.pose) {
        card.pose = key.pose;
        card.button.querySelector("svg")?.remove();
        card.button.prepend(posePicture(key.pose));
      }
      const held = film.hand === key.id;
      card.number.textContent = String(i + 1);
      card.classList.toggle("ds-held", held);
      card.button.setAttribute("aria-pressed", String(held));
      card.button.setAttribute("aria-label", t("film.key", { number: i + 1, count: keys.length }));
      card.button.tabIndex = key.id === (this.#focused ?? keys[0].id) ? 0 : -1;
    });
  }

  /** The keyboard goes on from this key. */
  focus(id) {
    this.#focused = this.#cards.has(id) ? id : null;
    this.draw();
    this.#cards.get(id)?.button.focus({ preventScroll: true });
    this.#reveal(this.#cards.get(id));
  }

  /** Scroll the row, and nothing around it, until a card is seen. */
  #reveal(card) {
    if (!card) return;
    const [row, own] = [this.list.getBoundingClientRect(), card.getBoundingClientRect()];
    this.list.scrollLeft += Math.max(0, own.right - row.right) + Math.min(0, own.left - row.left);
  }

  #card(id) {
    const { film } = this;
    const { t } = film.app;
    const number = make("b");
    const button = make("button.ds-film-key", {
      type: "button", draggable: "true", title: t("film.key_hint"),
      onclick: () => film.take(film.hand === id ? null : id),
      ondragstart: (event) => {
        event.dataTransfer.setData("text/x-anigen-key", String(id));
        event.dataTransfer.effectAllowed = "move";
      },
      onfocus: () => (this.#focused = id),
    }, number);
    const remove = make("button.ds-film-remove", {
      type: "button", tabindex: -1, "aria-label": t("film.remove"), title: t("film.remove"), onclick: () => film.remove(id),
    }, "×");
    const card = make("span.ds-film-card", { role: "listitem", "data-key": id }, button, remove);
    return Object.assign(card, { button, number, pose: null });
  }

  /** Arrows walk, with Alt or Shift they carry the key along; Delete takes it away. */
  #press(event) {
    const { film } = this;
    const id = Number(event.target.closest(".ds-film-card")?.dataset.key);
    const at = film.row.index(id);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") film.remove(id);
    else if (step && (event.altKey || event.shiftKey)) film.move(id, at + step);
    else if (step) this.focus(film.keys[Math.min(film.keys.length - 1, Math.max(0, at + step))].id);
    else return;
    event.preventDefault();
  }

  #over(event) {
    if (event.dataTransfer.types.includes("text/x-anigen-key")) event.preventDefault();
  }

  #drop(event) {
    const id = Number(event.dataTransfer.getData("text/x-anigen-key"));
    const { film } = this;
    if (film.row.index(id) < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const others = [...this.list.children].filter((card) => Number(card.dataset.key) !== id);
    const before = others.findIndex((card) => {
      const { left, width } = card.getBoundingClientRect();
      return event.clientX < left + width / 2;
    });
    film.move(id, before < 0 ? others.length : before);
  }
}
