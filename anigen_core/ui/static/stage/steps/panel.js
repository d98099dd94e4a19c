// The steps of the finished picture, in the order in which they ran: each is seen, switched off, made anew, painted
// over, or replaced by a file. What is switched off is the panel's value; what is replaced belongs to the drawing.

import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { stage, takesFiles, whenStage } from "../dock/stage_link.js";
import { walked } from "../dock/walking.js";
import { loadTexts } from "../texts.js";
import { paintOver } from "./painting.js";
import { STEPS, replaceStep, restoreStep } from "./replaced.js";


/**
 * Build the panel inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)};
 * props.value names the steps that are off, props.steps, props.running and props.whole are what ui/steps.py tells of.
 */
export const mount = panelOf("steps-panel", new URL("steps.css", import.meta.url), build);

async function build(root, link) {
  const panel = new Panel(root, link, await loadTexts());
  root.panel = panel;
  link.watch("steps", () => panel.take(link.props.steps));
  link.watch("running", () => panel.run(link.props.running));
  link.watch("whole", () => panel.takeWhole(link.props.whole));
  link.watch("value", () => panel.show());
  panel.take(link.props.steps);
  whenStage((app) => {
    for (const event of ["replaced", "loaded"]) app.on(event, () => panel.show());
    // who has painted wants to see what becomes of it, not the step
    app.on("painted", () => (app.painted ? panel.show() : panel.choose(null)));
    panel.show();
  });
  return panel;
}

class Panel {
  /** The step that is shown large, or null. */
  chosen = null;
  #known = {};
  #told = new Map();
  #cards = new Map();
  #running = null;
  #waits = null; // what the whole picture of a step is wanted for

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    root.lang = t.language;
    this.cards = make("div.st-cards", { role: "group", "aria-label": t("steps.name") }, ...STEPS.map((step) => this.#card(step)));
    walked(this.cards);
    this.large = make("img.st-large", { alt: "", hidden: true });
    this.title = make("strong", {});
    this.words = make("span.st-words", { role: "status" });
    const button = (key, image, onclick) =>
      make("button.st-press", { type: "button", title: t(`steps.${key}_hint`), onclick }, icon(image), make("span", {}, t(`steps.${key}`)));
    this.switch = make("button.st-switch", { type: "button", role: "switch", title: t("steps.switch_hint"), onclick: () => this.turn(this.chosen) },
      make("span", {}, t("steps.switch")), make("i", { "aria-hidden": "true" }));
    this.again = button("again", "again", () => this.finish([this.chosen]));
    this.paint = button("paint_over", "brush", () => this.#fetch("paint"));
    this.back = button("restore", "undo", () => restoreStep(stage(), this.chosen) && this.finish());
    this.save = button("save", "store", () => this.#fetch("save"));
    this.detail = make("div.st-detail", { hidden: true, role: "group" },
      make("p", {}, this.title, " ", this.words, this.switch),
      make("div.st-row", {}, this.paint, this.again, this.back, this.save));
    this.hint = make("p.st-hint", {}, t("steps.hint"));
    root.replaceChildren(this.large, this.cards, this.detail, this.hint);
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen) this.choose(null);
    });
  }

  /** The steps of another picture: {steps: [{name, state, url, width, height, seconds}], stopped}. */
  take(told) {
    if (!this.#isNew("steps", told)) return;
    this.#told = new Map(told.steps.map((step) => [step.name, step]));
    this.stopped = Boolean(told.stopped);
    this.#running = null;
    if (!this.#told.get(this.chosen)?.url) this.chosen = null;
    this.show();
  }

  /** Which step is being made; null: none. */
  run(told) {
    if (!this.#isNew("running", told)) return;
    this.#running = told.step;
    this.show();
  }

  /** The whole picture of a step, {step, url, words}, has come. */
  async takeWhole(told) {
    if (!this.#isNew("whole", told) || this.#waits?.step !== told.step) return;
    const { why, step } = this.#waits;
    this.#waits = null;
    const app = stage();
    try {
      if (!told.url) throw new Error(told.words);
      if (why === "save") return void make("a", { href: told.url, download: `anigen_${step}.png` }).click();
      const blob = await (await fetch(told.url)).blob();
      if (!(await paintOver(app, { step, blob }))) return;
      app.root.scrollIntoView({ block: "nearest" });
      app.root.focus({ preventScroll: true });
    } catch (error) {
      app.say(told.words || this.t("tools.not_loaded"), "error");
      console.warn(error);
    }
  }

  #isNew(prop, told) {
    if (!told || told.id === this.#known[prop]) return false;
    this.#known[prop] = told.id;
    return true;
  }

  /** Show a step large, or the finished picture again. */
  choose(step) {
    this.chosen = step === this.chosen ? null : step;
    if (this.chosen) window.anigen?.show?.("result");
    this.show();
  }

  // ---- what can be done with a step

  get off() {
    return new Set(String(this.link.props.value ?? "").split(",").filter(Boolean));
  }

  /** Switch a step off, or on again. */
  turn(step) {
    const off = this.off;
    if (!off.delete(step)) off.add(step);
    this.link.props.value = STEPS.filter((name) => off.has(name)).join(",");
    this.link.trigger("input");
    this.finish();
  }

  /** Finish with these steps made anew, whatever changed. */
  finish(again = []) {
    this.show();
    window.anigen?.showResults?.();
    return stage()?.request("finish", { detail: { again } });
  }

  async replace(step, [file]) {
    const app = stage();
    if (!(await replaceStep(app, step, file))) return app.say(this.t("io.not_a_picture", { name: file.name }), "error");
    if (this.off.has(step)) return this.turn(step);
    return this.finish();
  }

  #fetch(why) {
    this.#waits = { step: this.chosen, why };
    this.link.trigger("whole", { step: this.chosen });
  }

  // ---- what is seen

  #card(step) {
    const { t } = this;
    const picture = make("img", { alt: "", hidden: true });
    const state = make("small", {});
    const card = make("button.st-card", { type: "button", "data-step": step, "aria-pressed": "false", onclick: () => this.choose(step) },
      make("span.st-fit", {}, picture), make("b", {}, t(`steps.${step}`)), state);
    takesFiles(card, "st-over", (files) => this.replace(step, files));
    this.#cards.set(step, Object.assign(card, { picture, state }));
    return card;
  }

  /** What a step is now: as the last picture had it, or as the next one will. */
  stateOf(step) {
    const told = this.#told.get(step);
    if (this.#running === step) return "running";
    if (this.off.has(step)) return "off";
    const mine = Boolean(stage()?.replaced[step]);
    if (mine !== (told?.state === "replaced") && told) return mine ? "mine_next" : "next";
    if (told?.state === "off") return "next";
    if (this.stopped && told?.state === "idle") return "not_reached";
    if (told?.state === "idle" && told.url) return "plain";
    return told?.state ?? "unknown";
  }

  show() {
    const { t } = this;
    for (const [step, card] of this.#cards) {
      const state = this.stateOf(step);
      const { url } = this.#told.get(step) ?? {};
      card.dataset.state = state;
      card.state.textContent = t(`steps.short_${state}`);
      card.picture.hidden = !url;
      if (url && card.picture.getAttribute("src") !== url) card.picture.src = url;
      card.setAttribute("aria-pressed", String(step === this.chosen));
      card.title = `${this.#wordsOf(step)} ${t(`steps.${step}_hint`)} ${t("steps.drop_hint")}`;
    }
    this.#showChosen();
  }

  #wordsOf(step) {
    const { t } = this;
    const state = this.stateOf(step);
    const { seconds = 0 } = this.#told.get(step) ?? {};
    return t(`steps.state_${state}`, { seconds: seconds.toFixed(seconds < 1 ? 2 : 1) });
  }

  #showChosen() {
    const { t, chosen } = this;
    const told = this.#told.get(chosen);
    this.hint.hidden = Boolean(chosen);
    this.detail.hidden = !chosen;
    this.large.hidden = !told?.url;
    if (told?.url) Object.assign(this.large, { src: told.url, alt: t(`steps.${chosen}`) });
    if (!chosen) return;
    this.title.textContent = t(`steps.${chosen}`);
    this.words.textContent = this.#wordsOf(chosen);
    this.detail.setAttribute("aria-label", t(`steps.${chosen}`));
    const [off, mine] = [this.off.has(chosen), Boolean(stage()?.replaced[chosen])];
    this.switch.setAttribute("aria-checked", String(!off));
    this.again.hidden = off || mine;
    this.paint.hidden = off || !told?.url;
    this.save.hidden = !told?.url;
    this.back.hidden = !mine;
  }
}
