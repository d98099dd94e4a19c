// Writes PNGs beside the page, so that the pen never waits for a file.

import { encode } from "./png.js";

onmessage = async ({ data: { id, width, height, channels, pixels } }) => {
  try {
    postMessage({ id, blob: new Blob(await encode(width, height, channels, pixels), { type: "image/png" }) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
