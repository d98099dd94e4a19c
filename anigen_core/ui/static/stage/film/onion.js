// The onion skin of drawings: the ends of the movement, or the frames beside the one that is drawn over, pale behind
// the pen: what was before in red, what comes after in green.

import { make } from "../dock/controls.js";

const TINTS = { before: "#d8604c", after: "#2f9a76" };

export class Onion {
  /** {before, after}: frames beside the one that was opened, as addresses; null: the two drawings. */
  beside = null;
  #turn = 0;

  constructor(film) {
    this.film = film;
    const { app } = film;
    this.skins = Object.fromEntries(Object.keys(TINTS).map((when) => [when, make(`canvas.ds-onion.${when}`, { "aria-hidden": "true", hidden: true })]));
    this.shown = { before: null, after: null };
    app.viewport.svgHolder.prepend(...Object.values(this.skins));
    app.on("view", () => this.#place());
    app.on("change", ({ mode }) => mode && this.draw());
  }

  /** What is to be seen: {before, after}, each an address, a kept drawing, or null. */
  get wanted() {
    const { film } = this;
    const { kept } = film.drawings;
    if (!film.isOpen || film.options.of !== "drawings" || !film.options.onion || film.app.correcting) return {};
    return this.beside ?? { before: kept.first, after: kept.last };
  }

  async draw() {
    const turn = ++this.#turn;
    const { wanted } = this;
    for (const [when, skin] of Object.entries(this.skins)) {
      const source = wanted[when] ?? null;
      skin.hidden = !source;
      if (!source || this.shown[when] === source) continue;
      try {
        const picture = typeof source === "string" ? await loaded(source) : await this.film.drawings.picture(source);
        if (turn !== this.#turn) return;
        tinted(skin, picture, TINTS[when]);
        this.shown[when] = source;
      } catch (error) {
        console.warn(error);
        skin.hidden = true;
      }
    }
    this.#place();
  }

  /** Laid over the drawing, whatever its own size. */
  #place() {
    const { view, planes } = this.film.app;
    const matrix = view.matrix();
    for (const skin of Object.values(this.skins)) {
      if (skin.hidden) continue;
      skin.style.transform = `matrix(${matrix.join(",")}) scale(${planes.width / skin.width}, ${planes.height / skin.height})`;
    }
  }
}

async function loaded(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Dark becomes the tint, paper stays white. */
function tinted(skin, picture, tint) {
  const [width, height] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
  Object.assign(skin, { width, height });
  const context = skin.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  context.globalCompositeOperation = "saturation";
  context.fillStyle = "#808080";
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "screen";
  context.fillStyle = tint;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
}
