// The drawings to begin with: a card for each, which opens it on the stage.

import { make, panelOf } from "../dock/controls.js";
import { walked } from "../dock/walking.js";
import { loadTexts } from "../texts.js";

/** Build the shelf inside `element`; props.cards is [{name, label, url}], the event "open" {name} asks for one. */
export const mount = panelOf("examples-shelf", new URL("shelf.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", t("page.examples"));
  const renewed = walked(root);
  const show = () => {
    root.replaceChildren(...(link.props.cards ?? []).map(({ name, label, url }) => {
      const key = `examples.${name}`;
      const words = t.has(key) ? t(key) : label;
      return make("button", { type: "button", onclick: () => link.trigger("open", { name }) },
        make("img", { src: url, alt: "", draggable: "false" }), make("span", {}, words));
    }));
    renewed();
  };
  link.watch("cards", show);
  show();
  return root;
}
