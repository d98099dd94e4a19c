// HSV wheel: a ring of hues around a square of saturation (right) and brightness (up), and a hex field.

import { hsvToRgb, parseHex, rgbToHsv, toHex } from "../pixels/color.js";
import { make } from "./controls.js";

/** Share of the wheel's radius where the ring's middle runs. */
const RING = 0.9;
const NAMES = ["red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink"];
const ENDS = [15, 45, 70, 160, 200, 260, 290, 345];

/** Key of a hue's everyday name. */
export function hueName(h) {
  const at = ENDS.findIndex((end) => h < end);
  return NAMES[at < 0 ? 0 : at];
}

/** Put the wheel into `element`. It reads and sets app.color; app.other is the color before, a click swaps. */
export function mount(app, element) {
  const { t } = app;
  let hsv = { h: 20, s: 0.3, v: 0.9 };

  const hueKnob = make("i.ds-knob-hue");
  const shadeKnob = make("i.ds-knob-shade");
  const ring = make("div.ds-hues", {
    role: "slider", tabindex: 0, "aria-label": t("color.hue"), "aria-valuemin": 0, "aria-valuemax": 360,
  }, hueKnob);
  const square = make("div.ds-square", { role: "slider", tabindex: 0, "aria-label": t("color.shade"), "aria-valuemin": 0, "aria-valuemax": 100 }, shadeKnob);
  const current = make("span.ds-current", { role: "img" });
  const other = make("button.ds-other", {
    type: "button", "aria-label": t("color.swap"), "data-tip": t("color.swap"), "data-key": "X", "data-side": "top",
    onmousedown: (event) => event.preventDefault(), onclick: () => app.act("swap"),
  });
  const hex = make("input.ds-hex", {
    type: "text", spellcheck: "false", autocomplete: "off", maxlength: 7, "aria-label": t("color.hex"),
    onfocus: () => hex.select(),
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") hex.value = app.color;
      if (event.key === "Enter" || event.key === "Escape") hex.blur();
    },
    onchange: () => {
      const rgb = parseHex(hex.value);
      if (rgb) app.set({ color: toHex(rgb) });
      hex.value = app.color;
    },
  });
  const wheel = make("div.ds-wheel", { role: "group", "aria-label": t("color.wheel") }, ring, square, current, other);
  element.append(wheel);

  const take = (next) => {
    hsv = { ...hsv, ...next };
    app.set({ color: toHex(hsvToRgb(hsv)) });
    draw();
  };

  drag(ring, (x, y) => take({ h: (Math.atan2(y - 0.5, x - 0.5) * 180 / Math.PI + 450) % 360 }));
  drag(square, (x, y) => take({ s: clamp(x), v: clamp(1 - y) }));
  ring.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 15, PageDown: -15 }[event.key];
    if (!step) return;
    hold(event);
    take({ h: (hsv.h + step * (event.shiftKey ? 10 : 1) + 360) % 360 });
  });
  square.addEventListener("keydown", (event) => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step) return;
    hold(event);
    const stride = event.shiftKey ? 0.1 : 0.01;
    take({ s: clamp(hsv.s + step[0] * stride), v: clamp(hsv.v + step[1] * stride) });
  });

  function draw() {
    const name = t(`color.${hueName(hsv.h)}`);
    wheel.style.setProperty("--hue", `hsl(${hsv.h} 100% 50%)`);
    wheel.style.setProperty("--now", app.color);
    wheel.style.setProperty("--other", app.other ?? "#ffffff");
    const angle = (hsv.h - 90) * Math.PI / 180;
    hueKnob.style.left = `${50 + 50 * RING * Math.cos(angle)}%`;
    hueKnob.style.top = `${50 + 50 * RING * Math.sin(angle)}%`;
    shadeKnob.style.left = `${hsv.s * 100}%`;
    shadeKnob.style.top = `${(1 - hsv.v) * 100}%`;
    ring.setAttribute("aria-valuenow", Math.round(hsv.h));
    ring.setAttribute("aria-valuetext", t("color.hue_text", { h: Math.round(hsv.h), name }));
    square.setAttribute("aria-valuenow", Math.round(hsv.s * 100));
    square.setAttribute("aria-valuetext", t("color.shade_text", { s: Math.round(hsv.s * 100), v: Math.round(hsv.v * 100) }));
    current.setAttribute("aria-label", `${t("color.current")}: ${app.color}`);
    if (document.activeElement !== hex) hex.value = app.color;
  }

  /** Follow a color chosen elsewhere; a gray keeps the hue, black the saturation. */
  function refresh() {
    if (app.color !== toHex(hsvToRgb(hsv))) {
      const next = rgbToHsv(parseHex(app.color) ?? [0, 0, 0], hsv.h);
      hsv = next.v === 0 ? { ...next, s: hsv.s } : next;
    }
    draw();
  }

  refresh();
  return { refresh, hex };
}

const clamp = (value) => Math.min(1, Math.max(0, value));

function hold(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** Call move(x, y), both 0..1 inside the element, while a pointer that went down on it is held. */
function drag(element, move) {
  const at = (event) => {
    const box = element.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    at(event);
  });
  element.addEventListener("pointermove", (event) => element.hasPointerCapture(event.pointerId) && at(event));
}
