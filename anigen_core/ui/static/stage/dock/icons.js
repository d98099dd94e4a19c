// The stage's icons: 24x24, drawn with one round stroke of 1.7; `f` marks a part that is filled.

const DRAWN = {
  // modes
  lines: '<path d="M4 18c3-9 5-12 7-11 3 1-3 10 0 11 2.5.8 5-4 9-10"/>',
  colors: '<path class="f" d="M9 4.5h7.5a3 3 0 0 1 3 3v4.5a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V7.5a3 3 0 0 1 3-3z" opacity=".28"/><rect x="4" y="9" width="11" height="11" rx="3"/><path d="M9 9V7.5a3 3 0 0 1 3-3h4.5a3 3 0 0 1 3 3V12a3 3 0 0 1-3 3H15"/>',
  colorize: '<path d="M12 3.2c-5 0-8.8 3.5-8.8 8.3 0 5 3.9 9.1 8.4 9.1 1.5 0 2-.9 1.6-2.2-.5-1.7.3-3.2 2.2-3.2h2.2c1.9 0 3.2-1.3 3.2-3.6 0-4.8-3.8-8.4-8.8-8.4z"/><circle class="f dot" cx="7.6" cy="11.6" r="1.5"/><circle class="f dot" cx="11" cy="7.3" r="1.5"/><circle class="f dot" cx="16" cy="8.7" r="1.5"/>',
  pose: '<circle cx="12" cy="4.8" r="2.3"/><path d="M12 7.1v7M12 9.5 6.5 6.8M12 9.5l5.8 1.8M12 14.1 8 20.5M12 14.1l4.5 6.4"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4.6 3.6-6.6 7.5-6.6s6.7 2 7.5 6.6"/>',
  turn: '<path d="M12 4.5v9M12 7 8 9.5M12 7l4 2.5M12 13.5 9.5 18M12 13.5l2.5 4.5"/><circle cx="12" cy="3" r="1.3"/><path d="M4.5 15.5C2 18 5.5 21 12 21s10-3 7.5-5.5" stroke-dasharray="2.4 2"/>',
  warn: '<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 16.8v.4"/>',
  // tools
  brush: '<path d="M20.3 3.7c-1-1-2.4-.4-3.4.6L9 12.5l2.5 2.5 8.2-7.9c1-1 1.6-2.4.6-3.4z"/><path class="f" d="M8.2 13.6c-2.1-.2-3.3 1.2-3.6 3-.2 1.3-.7 2.2-1.6 2.9 3 1.3 7.5.9 7.7-3z"/>',
  pen: '<path d="m4 20 1.6-5.2L16.2 4.2a1.9 1.9 0 0 1 2.7 0l.9.9a1.9 1.9 0 0 1 0 2.7L9.2 18.4z"/><path d="m14 6.4 3.6 3.6"/><path class="f" d="m4 20 .9-2.9 2 2z"/>',
  hint: '<path d="m5.6 15.4 9.9-9.9a2.2 2.2 0 0 1 3.1 3.1l-9.9 9.9-4.2 1.1z"/><path d="m13.6 7.4 3.1 3.1"/><circle class="f dot" cx="18.6" cy="18.4" r="2.2"/><circle class="f dot" cx="5.4" cy="6" r="1.5"/>',
  gap: '<path d="M5 20c-2-6-1-12 3-15M19 20c2-6 1-12-3-15"/><path d="M8 5c2.5-1.4 5.5-1.4 8 0" stroke-dasharray="1.2 2.6"/>',
  cut: '<circle cx="7" cy="18" r="2.5"/><circle cx="17" cy="18" r="2.5"/><path d="M8.2 15.8 16 4M15.8 15.8 8 4"/>',
  eraser: '<path d="M13.2 4.6 4.3 13.5a2 2 0 0 0 0 2.8l3.7 3.7h4.2l7.5-7.5a2 2 0 0 0 0-2.8l-3.7-5.1a2 2 0 0 0-2.8 0z"/><path d="m8.6 9.2 6.2 6.2M8 20h12"/>',
  bucket: '<path d="M10.7 3.2v4.3"/><path d="M10.3 5.3 3.7 11.9a1.8 1.8 0 0 0 0 2.6l4.3 4.3a1.8 1.8 0 0 0 2.6 0l7-7z"/><path d="M3.4 13h13"/><path class="f" d="M20 14.6c1 1.6 1.6 2.7 1.6 3.7a1.6 1.6 0 0 1-3.2 0c0-1 .6-2.1 1.6-3.7z"/>',
  picker: '<path d="m12.2 8.2 3.6 3.6-7.9 7.9c-.5.5-1.2.7-1.8.6l-1-.2L3.5 21l.4-1.7-.2-1c-.1-.6.1-1.3.6-1.8z"/><path d="m10.8 6.8 6.4 6.4"/><path class="f" d="m13.8 9.4-1.2-1.2 3.8-4a2.7 2.7 0 0 1 3.9 3.8l-4 3.9z"/>',
  lasso: '<path d="M8.2 15.4C5 14.6 3 12.6 3 10.2 3 6.8 7 4.2 12 4.2s9 2.6 9 6-4 6-9 6c-.6 0-1.2 0-1.7-.1" stroke-dasharray="3.1 2.3"/><circle cx="8.2" cy="16" r="2"/><path d="M8.4 18c.4 1.5-.4 2.6-2 3"/>',
  pan: '<path d="M8 12.8V6.3a1.5 1.5 0 0 1 3 0v4.5-6.3a1.5 1.5 0 0 1 3 0v6.3-5a1.5 1.5 0 0 1 3 0v6-2.6a1.5 1.5 0 0 1 3 0v5.2c0 3.7-2.4 6.3-6 6.3-2.6 0-4.3-1-5.6-3.1L5 13.2c-.6-1.1.9-2.2 1.8-1.3z"/>',
  joint: '<circle cx="5.8" cy="5.8" r="2.6"/><path d="m7.7 7.7 3 3M3.2 17.5l1.5-9.2"/><path class="f" d="m10.5 10.5 10 3.8-4.3 1.9-1.9 4.3z"/>',
  // doings
  undo: '<path d="M8.5 5 4 9.5 8.5 14"/><path d="M4.5 9.5H14a5.3 5.3 0 0 1 0 10.6H9"/>',
  redo: '<path d="M15.5 5 20 9.5 15.5 14"/><path d="M19.5 9.5H10a5.3 5.3 0 0 0 0 10.6h5"/>',
  flip: '<path d="M12 3v18" stroke-dasharray="2.4 2.2"/><path d="M9 6.5 3.5 17.5H9z"/><path class="f" d="M15 6.5l5.5 11H15z"/>',
  fit: '<path d="M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15"/><rect class="f" x="9" y="8" width="6" height="8" rx="1" opacity=".55"/>',
  help: '<circle cx="12" cy="12" r="8.8"/><path d="M9.5 9.6a2.5 2.5 0 1 1 3.9 2.1c-.9.6-1.4 1.1-1.4 2.1"/><circle class="f dot" cx="12" cy="16.6" r=".6"/>',
  file: '<path d="M3.5 18V6.5A1.5 1.5 0 0 1 5 5h4l2 2.5h8A1.5 1.5 0 0 1 20.5 9v9a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18z"/><path d="M12 10.5v6M9 13.5h6"/>',
  layers: '<path d="m12 3.8 8.6 4.7-8.6 4.7-8.6-4.7z"/><path d="m3.4 12.3 8.6 4.7 8.6-4.7M3.4 16 12 20.7 20.6 16" />',
  language: '<circle cx="12" cy="12" r="8.8"/><path d="M3.2 12h17.6M12 3.2c5 5.3 5 12.3 0 17.6M12 3.2c-5 5.3-5 12.3 0 17.6"/>',
  eye: '<path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z"/><circle class="f" cx="12" cy="12" r="2.7"/>',
  hidden: '<path d="M2.5 9.5S6 15.7 12 15.7s9.5-6.2 9.5-6.2M12 15.7v3M6 13.7l-1.8 2.5M18 13.7l1.8 2.5"/>',
  clear: '<path d="M4.5 6.5h15M9.5 6.5V4.8c0-.7.5-1.2 1.2-1.2h2.6c.7 0 1.2.5 1.2 1.2v1.7M6.3 6.5l.9 12a1.8 1.8 0 0 0 1.8 1.7h6a1.8 1.8 0 0 0 1.8-1.7l.9-12M10.3 10.5v5.5M13.7 10.5v5.5"/>',
  picture: '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><circle cx="8.8" cy="9.5" r="1.6"/><path d="m4 17 4.7-4 3.3 2.7 3.5-3.7 4.8 4.5"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  down: '<path d="m6.5 9.5 5.5 5.5 5.5-5.5"/>',
  // panel
  symmetry: '<path d="M12 3v18"/><path d="M9 7c-3-1-5 1-5 5s2 6 5 5M15 7c3-1 5 1 5 5s-2 6-5 5"/>',
  store: '<path d="M12 3.5v10M8 9.8l4 4 4-4"/><path d="M4.5 14.5V18a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-3.5"/>',
  dice: '<rect x="4" y="4" width="16" height="16" rx="4"/><circle class="f dot" cx="8.7" cy="8.7" r="1.4"/><circle class="f dot" cx="15.3" cy="8.7" r="1.4"/><circle class="f dot" cx="12" cy="12" r="1.4"/><circle class="f dot" cx="8.7" cy="15.3" r="1.4"/><circle class="f dot" cx="15.3" cy="15.3" r="1.4"/>',
  star: '<path d="m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>',
  lock: '<rect class="f" x="5.5" y="11" width="13" height="9" rx="2"/><path d="M8.5 11V7.8a3.5 3.5 0 0 1 7 0V11"/>',
  unlock: '<rect x="5.5" y="11" width="13" height="9" rx="2"/><path d="M8.5 11V7.3a3.5 3.5 0 0 1 6.7-1.4"/>',
  reset: '<path d="M5 8.5A8 8 0 1 1 4 13M5 3.8v4.7h4.7"/>',
  copy: '<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5"/>',
  paste: '<path d="M9 5H7a2 2 0 0 0-2 2v11.5a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2h-2"/><rect x="9" y="3.5" width="6" height="3.5" rx="1.2"/><path d="M12 11v6M9.3 14.3 12 17l2.7-2.7"/>',
  again: '<path d="M20.5 12.5a8.5 8.5 0 1 1-2.6-6.6" stroke-dasharray="3.2 2.5"/><path d="M18.8 2.6v3.9h-3.9"/><path class="f" d="M8 15.8c2-.2 2.6-1.4 3-2.6l1.9 1.6c-.4 2.1-2.7 2.9-4.9 1z"/><path d="m12 13.2 3.8-4.2"/>',
  select: '<path d="M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2"/><rect class="f" x="8.5" y="8.5" width="7" height="7" rx="1.2" opacity=".55"/>',
  deselect: '<path d="M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2"/><path d="m9 9 6 6M15 9l-6 6"/>',
  fold: '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="M9.5 4.5v15M16.5 9.5 14 12l2.5 2.5"/>',
  fade: '<path d="M4 17c4-8 8-10 16-10" opacity=".35"/><path d="M4 17c2-4 4-6.5 7-8.2"/>',
  actual: '<path d="M6 8.5 8 7v10M18 8.5 20 7v10" transform="translate(-1.5)"/><circle class="f dot" cx="12.3" cy="10" r=".7"/><circle class="f dot" cx="12.3" cy="14.5" r=".7"/>',
  film: '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M7.5 5v14M16.5 5v14M3.5 9.7h4M3.5 14.3h4M16.5 9.7h4M16.5 14.3h4"/>',
  play: '<path class="f" d="M8 5.5v13l10.5-6.5z"/>',
  pause: '<path d="M8.5 6v12M15.5 6v12" stroke-width="3.2"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  minus: '<path d="M5 12h14"/>',
  blank: '<path d="M6 3.5h8l4.5 4.5v12.5H6z"/><path d="M14 3.5V8h4.5"/>',
  open: '<path d="M3.5 18.5V6A1.5 1.5 0 0 1 5 4.5h4L11 7h7a1.5 1.5 0 0 1 1.5 1.5v2"/><path d="m3.5 18.5 2.7-8h15.3l-2.7 8z"/>',
  split: '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="M12 4.5v15"/><path d="M6 15c1-4 2-6 4-6"/><rect class="f" x="14.5" y="9" width="4" height="6" rx="1"/>',
  cutout: '<path d="M8 3.5H5.5a2 2 0 0 0-2 2V8M16 3.5h2.5a2 2 0 0 1 2 2V8M20.5 16v2.5a2 2 0 0 1-2 2H16M8 20.5H5.5a2 2 0 0 1-2-2V16" stroke-dasharray="2.6 2.2"/><circle class="f" cx="12" cy="8.6" r="2.7"/><path class="f" d="M7 18c.3-3.7 2.2-5.2 5-5.2s4.7 1.5 5 5.2z"/>',
};

/** An icon as an SVG element; decoration only, so the button around it carries the words. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.classList.add("ds-icon");
  svg.innerHTML = DRAWN[name] ?? "";
  return svg;
}

export const ICON_NAMES = Object.keys(DRAWN);
