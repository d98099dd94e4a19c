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
  return app.openFile(new File([blob], `${name.replace(/\.\w+$/, "")}.png`, { type: blob.type }), way);
}
