// The player over the stage: the movement as a sketch at once, frames as they are drawn, and then the animation.

import { iconButton, make } from "../dock/controls.js";
import { icon } from "../dock/icons.js";
import { resized } from "../pose/pose.js";
import { boneLines, fleshPieces } from "../pose/pose_draw.js";
import { move, order } from "./motion.js";

const EDGE = 14; // CSS pixels around the paper

export class Player {
  shown = false;
  playing = false;
  /** Where in `order` the player stands. */
  at = 0;
  #source = { size: [1, 1], count: 0, order: [], paint: () => {} };
  #images = new Map();
  #fps = 12;
  #repeats = true;
  #due = 0;
  #turn = 0;

  constructor(film, holder) {
    this.film = film;
    const { t } = film.app;
    this.canvas = make("canvas", { role: "img", "aria-label": t("film.player") });
    const close = iconButton("close", t("film.back"), { onclick: () => this.hide() });
    close.title = t("film.back");
    this.element = make("div.ds-player", { hidden: true }, this.canvas, close);
    holder.append(this.element);
    new ResizeObserver(() => this.draw()).observe(this.element);

    this.button = make("button.ds-film-play", { type: "button", onclick: () => (this.playing ? this.pause() : this.play()) });
    this.track = make("input", {
      type: "range", min: 0, max: 1, step: 1, "aria-label": t("film.scrub"),
      oninput: () => {
        const wanted = Number(this.track.value); // pausing puts the thumb where the player stands
        this.pause();
        this.seek(wanted);
      },
    });
    this.readout = make("output", { "aria-live": "off" });
    this.controls = make("div.ds-film-player", {}, this.button, this.track, this.readout);
    this.#mark();
  }

  // ---- what it shows

  /** The figures of a movement, drawn here. */
  sketch(keys, { frames, easing, course, fps }) {
    const count = Math.max(frames, keys.length);
    const poses = keys.length > 1 ? move(keys, count, easing, course) : keys;
    const [width, height] = keys.length ? [keys[0].width, keys[0].height] : [1, 1];
    this.#show({
      size: [width, height],
      order: keys.length > 1 ? order(count, course) : poses.map((_, i) => i),
      paint: (context, number) => sketched(context, resizedTo(poses[number], width, height), this.#colors),
    }, fps, course !== "once");
  }

  /** Frames that have come so far; the newest is shown. */
  async arriving(urls, { fps }) {
    const turn = ++this.#turn;
    await this.#load(urls);
    if (turn !== this.#turn || !urls.length) return;
    this.pause();
    this.#pictures(urls, urls.map((_, i) => i), fps, false);
    this.show();
    this.seek(urls.length - 1);
  }

  /** The whole animation. */
  async drawn({ urls, order: shown, fps, repeats }) {
    const turn = ++this.#turn;
    await this.#load(urls);
    if (turn !== this.#turn) return;
    const used = new Map(urls.map((url) => [url, this.#images.get(url)]));
    this.#images = used;
    this.#pictures(urls, shown, fps, repeats);
    this.seek(0);
    this.show();
  }

  #pictures(urls, shown, fps, repeats) {
    const images = urls.map((url) => this.#images.get(url));
    const { naturalWidth: width, naturalHeight: height } = images[0];
    this.#show({ size: [width, height], order: shown, paint: (context, number) => context.drawImage(images[number], 0, 0) }, fps, repeats);
  }

  async #load(urls) {
    await Promise.all(urls.filter((url) => !this.#images.has(url)).map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      this.#images.set(url, image);
    }));
  }

  #show(source, fps, repeats) {
    this.#source = source;
    this.#fps = fps;
    this.#repeats = repeats;
    this.at = Math.min(this.at, Math.max(0, source.order.length - 1));
    this.#mark();
    this.draw();
  }

  // ---- time

  play() {
    const { order: shown } = this.#source;
    if (shown.length < 2) return;
    this.show();
    if (!this.#repeats && this.at === shown.length - 1) this.at = 0;
    this.playing = true;
    const from = performance.now() - (1000 * this.at) / this.#fps;
    const tick = (now) => {
      if (!this.playing) return;
      const frame = Math.max(0, Math.floor(((now - from) * this.#fps) / 1000));
      const last = this.#source.order.length - 1;
      if (frame > last && !this.#repeats) {
        this.seek(last);
        this.pause();
        return;
      }
      this.seek(frame % (last + 1));
      this.#due = requestAnimationFrame(tick);
    };
    cancelAnimationFrame(this.#due);
    this.#due = requestAnimationFrame(tick);
    this.#mark();
  }

  pause() {
    this.playing = false;
    cancelAnimationFrame(this.#due);
    this.#mark();
  }

  seek(at) {
    if (!this.shown && !this.playing) this.show();
    if (at === this.at && this.track.value === String(at)) return;
    this.at = at;
    this.#mark();
    this.draw();
    this.film.drawings?.show(this.#source.order[at]);
  }

  show() {
    if (this.shown || !this.#source.order.length) return;
    this.shown = true;
    this.element.hidden = false;
    this.draw();
  }

  hide() {
    this.pause();
    this.shown = false;
    this.element.hidden = true;
  }

  #mark() {
    const { t } = this.film.app;
    const count = this.#source.order.length;
    const words = t(this.playing ? "film.pause" : "film.play");
    if (this.button.getAttribute("aria-label") !== words) {
      this.button.replaceChildren(icon(this.playing ? "pause" : "play"));
      this.button.setAttribute("aria-label", words);
      this.button.title = words;
    }
    this.button.disabled = this.track.disabled = count < 2;
    this.track.max = String(Math.max(1, count - 1));
    this.track.value = String(this.at);
    this.readout.textContent = count > 1 ? `${this.at + 1} / ${count}` : "";
    this.track.setAttribute("aria-valuetext", this.readout.textContent);
  }

  // ---- the picture

  get #colors() {
    const style = getComputedStyle(this.element);
    const color = (name) => style.getPropertyValue(name);
    return { flesh: color("--flesh-pose"), left: color("--her-left-pose"), right: color("--her-right-pose"), middle: color("--middle-pose") };
  }

  draw() {
    const { canvas } = this;
    const { size: [width, height], order: shown, paint } = this.#source;
    if (!this.shown || !shown.length) return;
    const density = Math.min(3, window.devicePixelRatio || 1);
    const [w, h] = [this.element.clientWidth, this.element.clientHeight];
    if (!w || !h) return;
    const [across, down] = [Math.round(w * density), Math.round(h * density)];
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    const scale = Math.min((w - 2 * EDGE) / width, (h - 2 * EDGE) / height);
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, across, down);
    context.setTransform(density * scale, 0, 0, density * scale, (density * (w - scale * width)) / 2, (density * (h - scale * height)) / 2);
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.save();
    context.clip();
    context.imageSmoothingQuality = "high";
    paint(context, shown[this.at]);
    context.restore();
  }
}

const resizedTo = (pose, width, height) => (pose.width === width && pose.height === height ? pose : resized(pose, [width, height]));

/** A figure as on the stage: soft flesh and the bones on top. */
function sketched(context, pose, colors) {
  Object.assign(context, { fillStyle: colors.flesh, strokeStyle: colors.flesh, lineJoin: "round", lineCap: "round" });
  for (const { d, width } of fleshPieces(pose)) {
    const path = new Path2D(d);
    context.fill(path);
    if (width) {
      context.lineWidth = width;
      context.stroke(path);
    }
  }
  const thick = pose.height / 150;
  for (const { a, b, side, hand } of boneLines(pose)) {
    context.strokeStyle = colors[side];
    context.lineWidth = hand ? 0.4 * thick : thick;
    context.beginPath();
    context.moveTo(a[0], a[1]);
    context.lineTo(b[0], b[1]);
    context.stroke();
  }
}
