// The lasso.
export function attachLasso(app) {
  app.selectionMask = () => null;
  app.define("deselect", () => false);
}
export const beginLasso = () => null;
