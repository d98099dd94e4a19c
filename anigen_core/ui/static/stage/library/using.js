// A picture that was found is used: as what the stage takes from a file, as colors, or as wishes.

/** The fold of the page that a use leads to. */
const FOLDS = { wishes: "character", own: "own-fold" };

/** `used` is {way, name, url | undefined, colors | undefined}; `app` the stage. */
export async function useInBrowser(app, { way, name, url, colors }, t) {
  if (FOLDS[way]) window.anigen?.unfold?.(FOLDS[way]);
  if (way === "wishes") return app.say(t("library.used_wishes"));
  if (way === "palette") {
    app.act("take-parts", colors);
    return app.say(t("library.used_palette"));
  }
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture could not be read (${answer.status}).`);
  const blob = await answer.blob();
  const sized = way === "lines" ? await onPaper(blob, app.planes) : blob;
  return app.openFile(new File([sized], `${name.replace(/\.\w+$/, "")}.png`, { type: sized.type }), way);
}

/** A picture as large as it fits in the middle of white paper: its lines are to fit the canvas, not the other way round. */
async function onPaper(blob, { width, height }) {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  const scale = Math.min(width / bitmap.width, height / bitmap.height);
  const [w, h] = [bitmap.width * scale, bitmap.height * scale];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, (width - w) / 2, (height - h) / 2, w, h);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/png" });
}
