// What panels beside the stage share: the stage, which may come later than they do, and files that fall on them.

/** The app object of the stage, null before it is there. */
export const stage = () => document.querySelector(".drawing-stage")?.stage ?? null;

/** Call `then(app)` as soon as there is a stage, and for every later one. */
export function whenStage(then) {
  if (stage()) then(stage());
  document.addEventListener("stage-ready", ({ detail }) => then(detail));
}

/**
 * What a panel beside the stage holds, in the one history: `record(before, after)` makes a change of it a step, and
 * `adopt(value)` is called when undo or redo goes over one.
 * @returns {(before: any, after: any) => void} record
 */
export function undoable(name, adopt) {
  whenStage((app) => app.on(name, ({ travel }) => travel && adopt(app[name])));
  return (before, after) => {
    const app = stage();
    if (!app) return;
    app.begin(name);
    app.history.value(name, before, after);
    app[name] = after;
    app.commit(name);
  };
}

/**
 * Files that are dropped on an element or pasted into it go to `take(files, transfer)`; `over` is its class meanwhile.
 * `transfer` is the event's DataTransfer, which knows of folders.
 */
export function takesFiles(element, over, take) {
  for (const event of ["dragenter", "dragover"]) {
    element.addEventListener(event, (moved) => {
      if (![...(moved.dataTransfer?.types ?? [])].includes("Files")) return;
      moved.preventDefault();
      moved.stopPropagation();
      moved.dataTransfer.dropEffect = "copy";
      element.classList.add(over);
    });
  }
  element.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!element.contains(relatedTarget)) element.classList.remove(over);
  });
  const taken = (event, transfer) => {
    element.classList.remove(over);
    if (!transfer?.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take([...transfer.files], transfer);
  };
  element.addEventListener("drop", (event) => taken(event, event.dataTransfer));
  element.addEventListener("paste", (event) => taken(event, event.clipboardData));
}
