import assert from "node:assert/strict";
import test from "node:test";
import { View } from "../../anigen_core/ui/static/stage/view.js";

test("a view goes there and back, flipped, zoomed and pinched", () => {
  const view = new View().fit({ width: 1024, height: 1536 }, { width: 800, height: 600 });
  for (const change of [() => {}, () => view.flip({ width: 800 }), () => view.zoomAt(3, 100, 200)]) {
    change();
    const at = view.toScreen(300.5, 700);
    const back = view.toCanvas(at.x, at.y);
    assert.ok(Math.abs(back.x - 300.5) < 1e-9 && Math.abs(back.y - 700) < 1e-9);
  }
  const held = view.toCanvas(100, 100);
  view.pinch([{ x: 50, y: 100 }, { x: 150, y: 100 }], [{ x: 100, y: 200 }, { x: 300, y: 200 }]);
  const moved = view.toScreen(held.x, held.y);
  assert.ok(Math.abs(moved.x - 200) < 1e-9 && Math.abs(moved.y - 200) < 1e-9);
});
