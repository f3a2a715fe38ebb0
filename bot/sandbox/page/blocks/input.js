// The `input` block: a label, a field, a hint and what is wrong with it.
import { make, newId } from "../dom.js";
import { element } from "./element.js";

const GROUPS = ["radio_buttons", "checkboxes"];

export function input(block, use) {
  const [label, hint, wrong] = [newId("label"), newId("hint"), newId("wrong")];
  const error = use.errors[block.block_id];
  const group = GROUPS.includes(block.element.type);
  const words = make(
    group ? "span" : "label",
    { id: label, class: "label" },
    block.label.text,
    block.optional && make("span", { class: "soft" }, " (optional)"),
  );
  const field = element(block, block.element, use, label);
  const box = field.matches("[data-main]") ? field : (field.querySelector("[data-main]") ?? field);
  if (words.tagName === "LABEL" && box.matches("input, textarea")) words.htmlFor = box.id;
  const beside = [block.hint && hint, error && wrong].filter(Boolean).join(" ");
  if (beside) box.setAttribute("aria-describedby", beside);
  if (error) box.setAttribute("aria-invalid", "true");
  return make(
    "div",
    { class: error ? "input wrong" : "input" },
    words,
    field,
    error && make("p", { id: wrong, class: "error" }, error),
    block.hint && make("p", { id: hint, class: "hint" }, block.hint.text),
  );
}
