// The onion skin of poses: the keys before and after the figure that is being moved, pale behind it.

import { resized } from "../pose/pose.js";
import { boneLines, fleshPieces, svg } from "../pose/pose_draw.js";

export class Ghosts {
  constructor(film) {
    this.film = film;
    const { app } = film;
    this.groups = { before: svg("g.ds-ghost.before"), after: svg("g.ds-ghost.after") };
    this.element = svg("svg.ds-ghosts", { "aria-hidden": "true" }, this.groups.before, this.groups.after);
    app.viewport.svgHolder.prepend(this.element);
    app.on("view", () => this.#place());
    app.on("change", ({ mode }) => mode && this.draw());
    this.shown = {};
  }

  /** The keys beside the one in hand; beside a figure that is no key yet, the last one. */
  get neighbors() {
    const { film } = this;
    const { keys, options } = film;
    if (!film.isOpen || film.ofDrawings || !options.onion || film.app.mode !== "pose" || !film.app.pose || !keys.length) return {};
    const at = film.row.index(film.hand);
    if (at < 0) return { before: keys.at(-1).pose };
    const round = options.course === "loop" && keys.length > 2;
    return {
      before: keys[at - 1]?.pose ?? (round ? keys.at(-1).pose : null),
      after: keys[at + 1]?.pose ?? (round ? keys[0].pose : null),
    };
  }

  draw() {
    const { neighbors } = this;
    const [width, height] = this.film.size;
    for (const [side, group] of Object.entries(this.groups)) {
      const pose = neighbors[side] ?? null;
      group.style.display = pose ? "" : "none";
      const { pose: old, size } = this.shown[side] ?? {};
      if (!pose || (old === pose && size === `${width}x${height}`)) continue;
      this.shown[side] = { pose, size: `${width}x${height}` };
      const here = pose.width === width && pose.height === height ? pose : resized(pose, [width, height]);
      group.replaceChildren(
        ...fleshPieces(here).map(({ d, width: wide }) => svg("path", { d, "stroke-width": wide.toFixed(1) })),
        ...boneLines(here).map(({ a, b }) => svg("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1] })),
      );
    }
    this.#place();
  }

  #place() {
    const matrix = `matrix(${this.film.app.view.matrix().join(" ")})`;
    for (const group of Object.values(this.groups)) group.setAttribute("transform", matrix);
  }
}
