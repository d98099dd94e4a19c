// How long an animation takes, in words: guessed before, and what the studio says while it draws.

const PREVIEW_PIXELS = 256 * 384;
/** A frame is painted and refined, which takes about so many previews of as many pixels. */
const PREVIEWS = 3;

/** How far the drawing has come, {urls, count, left}; left: seconds, or null. */
export function drawingWords(t, { urls, count, left }) {
  const words = t("film.drawing", { number: urls.length, count });
  return left > 1 ? t("film.left", { words, time: lasting(t, left) }) : words;
}

/** What painting every frame will take on this machine, "" where frames are not painted or nothing is known. */
export function paintingWords({ ofDrawings, options: { frames, side, painted }, app: { t, live, planes } }) {
  if (!painted || ofDrawings || !live.seconds) return "";
  const pixels = side * side * Math.min(planes.width / planes.height, planes.height / planes.width);
  return t("film.takes", { time: lasting(t, frames * live.seconds * PREVIEWS * (pixels / PREVIEW_PIXELS)) });
}

const lasting = (t, seconds) =>
  (seconds < 90 ? t("film.seconds", { count: Math.max(1, Math.round(seconds)) }) : t("film.minutes", { count: Math.round(seconds / 60) }));
