// How the drawing looks to eyes that tell fewer colors apart: Machado, Oliveira and Fernandes 2009, severity 1, as a filter
// of the browser over what is seen. The matrices are those of anigen_core/color_vision.py; they act on linear light.

import { make } from "../dock/controls.js";
import { svg } from "../pose/pose_draw.js";

export const MATRICES = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** The values of an feColorMatrix: three colors and an alpha that stays. */
export const filterValues = (matrix) => [...matrix.map((row) => [...row, 0, 0]), [0, 0, 0, 1, 0]].flat().join(" ");

/** A select of eyes to look with. Nothing of the drawing changes, and the next visit begins with one's own. */
export function seenAs(app) {
  const { t } = app;
  const filters = svg("svg.ds-filters", { "aria-hidden": "true" }, ...Object.entries(MATRICES).map(([name, matrix]) =>
    svg("filter", { id: `ds-seen-${name}`, "color-interpolation-filters": "linearRGB" },
      svg("feColorMatrix", { type: "matrix", values: filterValues(matrix) }))));
  const select = make("select", {
    "aria-label": t("draft.seen"), onkeydown: (event) => event.stopPropagation(), onchange: () => app.act(`seen:${select.value}`),
  }, ...["own", ...Object.keys(MATRICES)].map((name) => make("option", { value: name }, t(`draft.seen_${name}`))));
  const row = make("label.ds-seen", { title: t("draft.seen_hint") }, make("span", {}, t("draft.seen")), select, filters);
  app.define("seen:", (name) => {
    if (name !== "own" && !(name in MATRICES)) return false;
    const on = name !== "own";
    if (on) document.documentElement.dataset.seen = name;
    else delete document.documentElement.dataset.seen;
    row.toggleAttribute("data-on", on);
    select.value = name;
    return true;
  });
  return row;
}
