// The pictures of wishes: places in one atlas that the factory drew (train/wish_pictures.py).

const FOLDER = new URL("./", import.meta.url);

/** What the atlas holds: {size, pictures: {group: {size, at: {word: [x, y]}}}, swatches: {group: {word: color}}}. */
export async function loadPictures() {
  const answer = await fetch(new URL("wishes.json", FOLDER));
  if (!answer.ok) throw new Error(`The pictures of wishes are not there (${answer.status}).`);
  return answer.json();
}

/** How a word is shown, as CSS declarations, `width` pixels wide; a color where there is no picture. */
export function looks({ size, pictures, swatches }, group, word, width) {
  const color = swatches[group]?.[word];
  if (color) return { background: color };
  const entry = pictures[group];
  const at = entry?.at[word];
  if (!at) return {};
  const scale = width / entry.size[0];
  const [x, y] = at.map((value) => `${(-value * scale).toFixed(2)}px`);
  const [w, h] = size.map((value) => `${(value * scale).toFixed(2)}px`);
  return {
    width: `${width}px`,
    height: `${(entry.size[1] * scale).toFixed(2)}px`,
    background: `url("${new URL("wishes.webp", FOLDER).href}") ${x} ${y} / ${w} ${h} no-repeat`,
  };
}

/** Whether words of a group are shown as colors. */
export const isSwatch = ({ swatches }, group) => group in swatches;

/** Whether pictures of a group are upright. */
export const isTall = ({ pictures }, group) => (pictures[group]?.size[1] ?? 0) > (pictures[group]?.size[0] ?? 0);
