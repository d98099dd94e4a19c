// What lies over the drawing and is no part of it: the brush's outline, the axis of symmetry, the lasso, the
// handles of a lifted piece.

const DASH = 5;
const ANTS_MS = 90;
const SMALLEST_RING = 5;

export class Overlay {
  #frame = 0;
  #ants = 0;
  #blank = true;

  constructor(viewport, canvas, ring) {
    Object.assign(this, { viewport, app: viewport.app, canvas, ring, context: canvas.getContext("2d") });
    /** The lasso while it is drawn: [{x, y}] in canvas pixels. */
    this.path = null;
    this.pointer = null;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.march = 0;
    this.app.on("view", () => this.ask());
    this.app.on("change", () => this.showRing());
  }

  ask() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** The pointer is at (x, y) of the viewport, CSS pixels; null: it left. `kind` is ring, picker or none. */
  point(pointer, kind = "ring") {
    this.pointer = pointer;
    this.kind = kind;
    this.showRing();
  }

  /** The ring is an element of its own: moving it costs no drawing. */
  showRing() {
    const { ring, pointer, app, kind } = this;
    const brush = app.mode !== "pose" && (app.tool === "brush" || app.tool === "eraser");
    const shown = pointer && ((kind === "ring" && brush) || kind === "picker");
    ring.hidden = !shown;
    if (!shown) return;
    const picking = kind === "picker";
    const size = picking ? 46 : Math.max(SMALLEST_RING, app.size * app.view.scale);
    ring.classList.toggle("picking", picking);
    ring.style.width = ring.style.height = `${size}px`;
    ring.style.transform = `translate(${pointer.x - size / 2}px, ${pointer.y - size / 2}px)`;
    ring.style.setProperty("--picked", this.picked ?? app.color);
  }

  #draw() {
    this.#frame = 0;
    const { context, app, canvas } = this;
    const outline = app.piece ? app.piece.outline() : app.selection?.outline;
    const axis = app.mode !== "pose" ? app.axis : null;
    const busy = this.path || outline || axis !== null;
    if (!busy && this.#blank) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.#blank = !busy;
    context.setTransform(this.viewport.density, 0, 0, this.viewport.density, 0, 0);
    if (axis !== null) this.#axis(axis);
    if (this.path) this.#dashed(this.path, false);
    if (outline) this.#dashed(outline, true);
    if (app.piece) this.#handles(app.piece.handles());
    clearTimeout(this.#ants);
    if (outline && !this.calm.matches) {
      this.#ants = setTimeout(() => {
        this.march = (this.march + 1) % (2 * DASH);
        this.ask();
      }, ANTS_MS);
    }
  }

  #dashed(points, closed) {
    const { context } = this;
    const { view } = this.app;
    context.beginPath();
    for (const point of points) {
      const { x, y } = view.toScreen(point.x, point.y);
      context.lineTo(x, y);
    }
    if (closed) context.closePath();
    context.lineWidth = 1.25;
    context.setLineDash([]);
    context.strokeStyle = "rgba(255, 255, 255, 0.9)";
    context.stroke();
    context.setLineDash([DASH, DASH]);
    context.lineDashOffset = -this.march;
    context.strokeStyle = "#1d1a2b";
    context.stroke();
    context.setLineDash([]);
  }

  #axis(axis) {
    const { context } = this;
    const { view, planes } = this.app;
    const top = view.toScreen(axis, 0);
    const bottom = view.toScreen(axis, planes.height);
    context.beginPath();
    context.moveTo(Math.round(top.x) + 0.5, top.y - 10);
    context.lineTo(Math.round(bottom.x) + 0.5, bottom.y + 10);
    context.lineWidth = 1;
    context.setLineDash([8, 5]);
    context.lineDashOffset = 0;
    context.strokeStyle = "rgba(118, 97, 196, 0.85)";
    context.stroke();
    context.setLineDash([]);
  }

  /** {box: four corners, grips: [{x, y, kind}]} in canvas pixels. */
  #handles({ box, grips }) {
    const { context } = this;
    const { view } = this.app;
    const at = ({ x, y }) => view.toScreen(x, y);
    context.beginPath();
    for (const corner of box) {
      const { x, y } = at(corner);
      context.lineTo(x, y);
    }
    context.closePath();
    const turn = grips.find((grip) => grip.kind === "rotate");
    const [a, b] = [at(box[0]), at(box[1])];
    const knob = at(turn);
    context.moveTo((a.x + b.x) / 2, (a.y + b.y) / 2);
    context.lineTo(knob.x, knob.y);
    context.lineWidth = 1;
    context.strokeStyle = "#7661c4";
    context.stroke();
    for (const grip of grips) {
      const { x, y } = at(grip);
      context.beginPath();
      if (grip.kind === "rotate") context.arc(x, y, 6, 0, 2 * Math.PI);
      else context.rect(x - 5, y - 5, 10, 10);
      context.fillStyle = "#fff";
      context.fill();
      context.lineWidth = 1.6;
      context.stroke();
    }
  }
}
