// Buttons, menus and inputs, wherever they stand.
import { make } from "../dom.js";
import { isSafe } from "../text/links.js";
import { menu } from "../parts/menu.js";
import { sure } from "../parts/sure.js";
import { boxes } from "./boxes.js";
import { picture } from "./picture.js";
import { select } from "./select.js";
import { typed } from "./typed.js";
import { unknown } from "./unknown.js";
import { focusName } from "./words.js";

// `labelledBy` is the id of the label that stands beside it, for an input.
export function element(block, one, use, labelledBy = null) {
  const draw =
    ELEMENTS[one.type] ??
    (one.type.endsWith("_select") ? select : one.type.endsWith("_input") || one.type.endsWith("picker") ? typed : null);
  return draw ? draw(block, one, use, labelledBy) : unknown(one);
}

function button(block, one, use) {
  const node = make(
    "button",
    {
      type: "button",
      class: `button ${one.style ?? ""}`,
      "aria-label": one.accessibility_label,
      data: { focus: focusName(block, one) },
    },
    one.text.text,
  );
  node.onclick = async () => {
    if (node.ariaBusy === "true" || !(await sure(one.confirm, use))) return;
    if (one.url && isSafe(one.url)) window.open(one.url, "_blank", "noopener");
    await busy(node, () => use.use(block, one));
  };
  return node;
}

// Until the app has answered, the button says so and cannot be pressed again.
async function busy(node, act) {
  node.ariaBusy = "true";
  try {
    await act();
  } finally {
    node.ariaBusy = "false";
  }
}

function overflow(block, one, use) {
  const entries = () =>
    one.options.map((option) => ({
      words: option.text.text,
      about: option.description?.text,
      act: async () => {
        if (!(await sure(one.confirm, use))) return;
        if (option.url && isSafe(option.url)) window.open(option.url, "_blank", "noopener");
        await use.use(block, one, option);
      },
    }));
  return menu({ face: "⋯", name: "More", entries, className: "button overflow", focus: focusName(block, one) });
}

function feedback(block, one, use) {
  const halves = [one.positive_button, one.negative_button].filter(Boolean);
  return make(
    "span",
    {},
    halves.map((half) =>
      button(block, { ...one, text: half.text, accessibility_label: half.accessibility_label }, use),
    ),
  );
}

const ELEMENTS = {
  button,
  overflow,
  image: (_, one) => picture(one, "thumb"),
  workflow_button: button,
  feedback_buttons: feedback,
  radio_buttons: boxes,
  checkboxes: boxes,
};
