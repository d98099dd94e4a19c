// The lasso.
export function attachLasso(app) {
  app.define("deselect", () => false);
}
export const beginLasso = () => null;
