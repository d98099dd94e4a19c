// Colors: [r, g, b] whole 0..255; HSV {h: 0..360, s: 0..1, v: 0..1}; text "#rrggbb".

/** @returns {number[]} [r, g, b] of a hue in degrees (any turn), saturation and value 0..1 */
export function hsvToRgb({ h, s, v }) {
  const turn = (((h % 360) + 360) % 360) / 60;
  const channel = (offset) => {
    const k = (offset + turn) % 6;
    return Math.round(255 * v * (1 - s * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

/** @returns {{h: number, s: number, v: number}} grays have hue `h` as given (a wheel keeps its place) */
export function rgbToHsv([r, g, b], h = 0) {
  const high = Math.max(r, g, b);
  const span = high - Math.min(r, g, b);
  const v = high / 255;
  if (span === 0) return { h, s: 0, v };
  let sector;
  if (high === r) sector = ((g - b) / span + 6) % 6;
  else if (high === g) sector = (b - r) / span + 2;
  else sector = (r - g) / span + 4;
  return { h: sector * 60, s: span / high, v };
}

/** "#rrggbb" of [r, g, b]. */
export function toHex(rgb) {
  return `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** [r, g, b] of "#rrggbb", "#rgb" or either without "#"; null for anything else. */
export function parseHex(text) {
  const found = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(text ?? "").trim());
  if (!found) return null;
  const digits = found[1].length === 3 ? found[1].replace(/./g, "$&$&") : found[1];
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
}

/** Relative luminance 0..1 (WCAG 2). */
export function luminance(rgb) {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio 1..21 of two colors (WCAG 2). */
export function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever is read better on a color. */
export function readable(rgb) {
  return contrast(rgb, [0, 0, 0]) >= contrast(rgb, [255, 255, 255]) ? "#000000" : "#ffffff";
}

/** `color` put first in a list of recent ones ("#rrggbb"), each once, at most `most`. */
export function remembered(recent, color, most = 12) {
  return [color, ...recent.filter((other) => other !== color)].slice(0, most);
}
