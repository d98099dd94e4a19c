// Colors that go with the one in hand: hues turned in OKLCh (Ottosson 2020), equally light, less vivid where the screen has no
// such color. The same arithmetic as anigen_core/harmonies.py.

import { make } from "../dock/controls.js";
import { parseHex, toHex } from "../pixels/color.js";

export const SCHEMES = { complementary: [180], analogous: [-30, 30], triad: [120, 240], split: [150, 210], tetrad: [90, 180, 270] };
const STEPS = 20;
const SLACK = 1e-4;
const KEY = "anigen-harmony";

const TO_LMS = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const TO_OKLAB = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];
const FROM_LMS = inverse(TO_LMS);
const FROM_OKLAB = inverse(TO_OKLAB);

/** {scheme: ["#rrggbb", ...]}: the other colors of each scheme, by the hue of a color. */
export function harmonies(color) {
  const linear = (parseHex(color) ?? [0, 0, 0]).map((value) => toLinear(value / 255));
  const [light, a, b] = times(TO_OKLAB, times(TO_LMS, linear).map(Math.cbrt));
  const [chroma, hue] = [Math.hypot(a, b), Math.atan2(b, a)];
  return Object.fromEntries(Object.entries(SCHEMES).map(([name, turns]) =>
    [name, turns.map((turn) => shown(light, chroma, hue + (turn * Math.PI) / 180))]));
}

function shown(light, chroma, hue) {
  let [low, high] = [0, chroma];
  if (!onScreen(light, chroma, hue)) {
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      if (onScreen(light, middle, hue)) low = middle;
      else high = middle;
    }
    chroma = low;
  }
  return toHex(linearOf(light, chroma, hue).map((value) => Math.floor(255 * fromLinear(Math.min(1, Math.max(0, value))) + 0.5)));
}

const onScreen = (light, chroma, hue) => linearOf(light, chroma, hue).every((value) => value >= -SLACK && value <= 1 + SLACK);
const linearOf = (light, chroma, hue) =>
  times(FROM_LMS, times(FROM_OKLAB, [light, chroma * Math.cos(hue), chroma * Math.sin(hue)]).map((value) => value ** 3));
const toLinear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function times(matrix, vector) {
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i], 0));
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]) {
  const k = 1 / (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
  return [
    [k * (e * i - f * h), k * (c * h - b * i), k * (b * f - c * e)],
    [k * (f * g - d * i), k * (a * i - c * g), k * (c * d - a * f)],
    [k * (d * h - e * g), k * (b * g - a * h), k * (a * e - b * d)],
  ];
}

/** A scheme to choose and its colors; a press takes one. */
export function mount(app, element) {
  const { t } = app;
  const select = make("select", {
    "aria-label": t("draft.harmony"), title: t("draft.harmony_hint"), onkeydown: (event) => event.stopPropagation(),
    onchange: () => {
      keep(select.value);
      refresh();
    },
  }, ...Object.keys(SCHEMES).map((name) => make("option", { value: name }, t(`draft.harmonies.${name}`))));
  select.value = kept();
  const swatches = make("div", { role: "group", "aria-label": t("draft.harmony") });
  element.append(make("div.ds-harmony", {}, select, swatches));

  let known = "";
  let root = app.color;
  let taken = null; // of the scheme: its root stays, so that the others can be taken, too
  function refresh() {
    if (app.color !== taken) [root, taken] = [app.color, null];
    const now = `${select.value} ${root}`;
    if (now === known) return;
    known = now;
    swatches.replaceChildren(...[root, ...harmonies(root)[select.value]].map((color) => {
      const button = make("button", {
        type: "button", "aria-label": t("draft.take", { color }), title: color, onmousedown: (event) => event.preventDefault(),
        onclick: () => {
          taken = color;
          app.set({ color });
        },
      });
      button.style.setProperty("--swatch", color);
      return button;
    }));
  }
  refresh();
  return { refresh };
}

function kept() {
  try {
    const name = localStorage.getItem(KEY);
    return name in SCHEMES ? name : "analogous";
  } catch {
    return "analogous";
  }
}

function keep(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // it holds for this visit
  }
}
