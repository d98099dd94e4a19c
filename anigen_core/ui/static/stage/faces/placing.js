// Where a face that was made belongs on the canvas, and how it gets there: its lines into the drawing, or as a picture to
// draw over.

/** Share of a face's square that the head takes, from chin to the top of the hair. */
const HEAD = 0.74;
/** Where the middle of the head is in the square, from its top. */
const MIDDLE = 0.47;

/**
 * The square {x, y, side} in canvas pixels where a face goes: over the head of the pose, else into the upper middle.
 * @param {{joints: number[][]} | null} pose joints in the order of OpenPose: nose, neck, ..., eyes 14 and 15, ears 16 and 17
 */
export function faceSquare({ width, height }, pose = null) {
  const seen = (i) => (pose?.joints?.[i]?.[2] > 0 ? pose.joints[i] : null);
  const [nose, neck] = [seen(0), seen(1)];
  if (!nose || !neck) {
    const side = Math.round(Math.min(width, 0.62 * height));
    return { x: Math.round((width - side) / 2), y: Math.round(0.04 * height), side };
  }
  const head = 2.1 * Math.hypot(nose[0] - neck[0], nose[1] - neck[1]); // chin to hair, of heads as they are drawn here
  const side = Math.max(16, Math.round(head / HEAD));
  return { x: Math.round(nose[0] - side / 2), y: Math.round(nose[1] - MIDDLE * side - 0.06 * head), side };
}

/** Draw the lines of a face into the drawing, as one step of its history; what is there stays. */
export async function layLines(app, url, label) {
  const bitmap = await bitmapOf(url);
  const { planes } = app;
  const data = drawn(bitmap, planes, faceSquare(planes, app.own.pose), "#fff");
  app.hold?.stop();
  app.act("deselect");
  app.settle();
  app.begin(label);
  app.history.touch("ink", planes.rect);
  for (let i = 0; i < planes.ink.length; i += 1) planes.ink[i] = Math.max(planes.ink[i], 255 - data[4 * i]);
  app.viewport.dirty("ink", planes.rect);
  app.commit("pixels", { rect: planes.rect, plane: "ink" });
  if (!app.paints && app.mode !== "lines") app.act("mode:lines");
}

/** Lay a face under the drawing, where it belongs, to draw over. */
export async function layReference(app, url) {
  const bitmap = await bitmapOf(url);
  const canvas = canvasOf(bitmap, app.planes, faceSquare(app.planes, app.own.pose));
  return app.setReference(await canvas.convertToBlob({ type: "image/png" }));
}

async function bitmapOf(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The face could not be read (${answer.status}).`);
  return createImageBitmap(await answer.blob(), { colorSpaceConversion: "none" });
}

function canvasOf(bitmap, { width, height }, { x, y, side }, ground = null) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, x, y, side, side);
  return canvas;
}

const drawn = (bitmap, planes, square, ground) =>
  canvasOf(bitmap, planes, square, ground).getContext("2d").getImageData(0, 0, planes.width, planes.height).data;
