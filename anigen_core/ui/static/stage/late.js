// Parts that may not be there yet. Goes once they are.
const soon = (file) => import(file).catch(() => ({}));
export const { fill = () => null, applyFill = () => {} } = await soon("./fill.js");
export const { action = () => null } = await soon("./keymap.js");
export const { Selection, drop, flipped, lift } = await soon("./selection.js");
