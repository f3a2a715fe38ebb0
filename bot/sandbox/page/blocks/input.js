// The `input` block: a label, a field, a hint and what is wrong with it.
import { make, newId } from "../dom.js";
import { element } from "./element.js";

const GROUPS = ["radio_buttons", "checkboxes"];

export function input(block, use) {
  const [label, hint, wrong] = [newId("label"), newId("hint"), newId("wrong")];
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
  const said = make("p", { id: wrong, class: "error" });
  const node = make(
    "div",
    { class: "input", data: { block: block.block_id } },
    words,
    field,
    block.hint && make("p", { id: hint, class: "hint" }, block.hint.text),
  );
  node.markWrong = (error) => {
    said.textContent = error ?? "";
    if (error) field.after(said);
    else said.remove();
    describe(box, [block.hint && hint, error && wrong].filter(Boolean), error);
  };
  return node;
}

function describe(box, beside, error) {
  if (beside.length) box.setAttribute("aria-describedby", beside.join(" "));
  else box.removeAttribute("aria-describedby");
  if (error) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}
