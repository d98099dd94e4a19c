// The pose of a figure, all of it in one import: pure geometry, no page.

export * from "./pose_figure.js";
export * from "./pose_hands.js";
export * from "./pose_json.js";
export * from "./pose_moves.js";
