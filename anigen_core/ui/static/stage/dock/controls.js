// The small parts every dock is made of: elements, buttons, sliders, switches.

import { icon } from "./icons.js";

/** make("button.ds-x", {type: "button", onclick}, child, "text", ...) -> element. */
export function make(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * A button that is an icon: `label` is read aloud and shown as the tooltip, with its key.
 * A press does not take the focus from the canvas, so that the keys go on working there.
 */
export function iconButton(name, label, { key, shortcut, side = "right", onclick, words } = {}) {
  const button = make("button.ds-button", {
    type: "button",
    "aria-label": words ? undefined : label,
    "aria-keyshortcuts": shortcut ?? key,
    "data-tip": label,
    "data-key": key,
    "data-side": side,
    onclick,
    onmousedown: (event) => event.preventDefault(),
  }, icon(name));
  if (words) button.append(make("span", {}, words));
  return button;
}

/** What the slider's place (0..1) stands for; `curve` above 1 gives the small values more room. */
const valueAt = (place, { min, max, step, curve }) => {
  const value = min + (max - min) * place ** curve;
  return Math.min(max, Math.max(min, Math.round(value / step) * step));
};
const placeOf = (value, { min, max, curve }) => ((value - min) / (max - min)) ** (1 / curve);

/**
 * A slider on one line: label, track, number. A double click puts `initial` back; the number can be typed.
 * `show(value)` gives the words of the readout, `read(text)` a value again (default: the number in it).
 * Returns {element, set(value)}; `onchange(value)` is called for every move.
 */
export function slider({ label, min = 0, max = 1, step = 0.01, curve = 1, initial, show, read, unit = "", onchange, hint }) {
  const scale = { min, max, step, curve };
  const words = show ?? ((value) => `${Math.round(value * 100)}%`);
  const number = read ?? ((text) => parseFloat(text) / (show ? 1 : 100));
  let value = initial;
  const track = make("input.ds-range", {
    type: "range", min: 0, max: 1000, step: 1, "aria-label": label, title: hint,
    oninput: () => change(valueAt(track.value / 1000, scale)),
    ondblclick: () => change(initial),
    onkeydown: (event) => {
      const move = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (!move) return;
      // one step of the value, not of the track: a curve would swallow it at the small end
      event.preventDefault();
      event.stopPropagation();
      const stride = max - min > 20 && step >= 1 ? step : (max - min) / 20;
      change(Math.min(max, Math.max(min, Math.round((value + move * stride) / step) * step)));
    },
  });
  const readout = make("input.ds-number", {
    type: "text", inputmode: "decimal", "aria-label": label, spellcheck: "false", autocomplete: "off",
    onfocus: () => readout.select(),
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") {
        if (event.key === "Escape") draw();
        readout.blur();
      }
    },
    onchange: () => {
      const wish = number(readout.value);
      if (Number.isFinite(wish)) change(Math.min(max, Math.max(min, Math.round(wish / step) * step)));
      else draw();
    },
  });
  const element = make("div.ds-slider", {}, make("span.ds-label", { title: hint }, label), track, readout);
  function change(next) {
    if (next !== value) {
      value = next;
      onchange?.(value);
    }
    draw();
  }
  function draw() {
    const place = placeOf(value, scale);
    track.value = Math.round(place * 1000);
    track.style.setProperty("--at", place);
    track.setAttribute("aria-valuetext", words(value) + unit);
    if (document.activeElement !== readout) readout.value = words(value) + unit;
  }
  draw();
  return {
    element,
    set(next) {
      if (next === undefined || next === null || (next === value && document.activeElement === track)) return;
      value = next;
      draw();
    },
  };
}

/** A switch with a word on it. Returns {element, set(on)}. */
export function toggle({ name, label, hint, key, onchange }) {
  const element = make("button.ds-toggle", {
    type: "button", role: "switch", "aria-checked": "false", title: hint, "aria-keyshortcuts": key,
    onmousedown: (event) => event.preventDefault(),
    onclick: () => onchange(element.getAttribute("aria-checked") !== "true"),
  }, name ? icon(name) : null, make("span", {}, label), make("i.ds-knob"));
  return { element, set: (on) => element.setAttribute("aria-checked", String(Boolean(on))) };
}

/** Arrow keys walk through the buttons of a bar; Tab enters and leaves it as one stop. */
export function roving(bar, selector = "button") {
  const all = () => [...bar.querySelectorAll(selector)].filter((button) => !button.disabled);
  const settle = (chosen) => {
    for (const button of bar.querySelectorAll(selector)) button.tabIndex = button === chosen ? 0 : -1;
  };
  settle(all()[0]);
  bar.addEventListener("focusin", (event) => event.target.matches(selector) && settle(event.target));
  bar.addEventListener("keydown", (event) => {
    const buttons = all();
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : at + (step ?? 0);
    if (at < 0 || next === at || (!step && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(next + buttons.length) % buttons.length].focus();
  });
  return { settle };
}

/**
 * The `mount(element, link)` of a panel that is a component of the page: `build(root, link)` fills the element of this
 * class, once, whatever the page does. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)}.
 * @param {URL} style its stylesheet
 */
export function panelOf(name, style, build) {
  return (element, link) => {
    const root = element.querySelector(`.${name}`) ?? element;
    addStyle(style);
    root.mounting ??= build(root, link);
    return root.mounting;
  };
}

/** Load a stylesheet, once for all that ask for it. */
export function addStyle({ href }) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}
