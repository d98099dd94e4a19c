// A grid of tiles as one stop of the Tab key.

/**
 * Arrow keys walk through the children of a grid, up and down by rows; Tab enters and leaves them as one stop.
 * @returns {() => void} to be called when there are other children
 */
export function walked(grid) {
  const tiles = () => [...grid.children].map((child) => (child.matches("button") ? child : child.querySelector("button"))).filter(Boolean);
  const settle = (one) => tiles().forEach((tile) => (tile.tabIndex = tile === one ? 0 : -1));
  const renewed = () => {
    const all = tiles();
    settle(all.find((tile) => tile === document.activeElement) ?? all.find((tile) => tile.ariaPressed === "true") ?? all[0]);
  };
  renewed();
  grid.addEventListener("focusin", ({ target }) => tiles().includes(target) && settle(target));
  grid.addEventListener("keydown", (event) => {
    const all = tiles();
    const at = all.indexOf(document.activeElement);
    const columns = all.filter((tile) => tile.getBoundingClientRect().top === all[0].getBoundingClientRect().top).length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const next = { Home: 0, End: all.length - 1 }[event.key] ?? at + (step ?? 0);
    if (at < 0 || next === at || !all[next]) return;
    event.preventDefault();
    all[next].focus();
  });
  return renewed;
}
