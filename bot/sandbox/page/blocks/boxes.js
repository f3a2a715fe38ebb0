// Radio buttons and checkboxes.
import { make, newId } from "../dom.js";
import { sure } from "../parts/sure.js";
import { focusName, textNode } from "./words.js";

export function boxes(block, one, use, labelledBy) {
  const several = one.type === "checkboxes";
  const group = newId("group");
  const held = use.held(block, one);
  const chosen = several ? (held ?? []) : [held].filter(Boolean);
  const fields = one.options.map((option) => ({
    option,
    field: make("input", {
      type: several ? "checkbox" : "radio",
      name: group,
      checked: chosen.some((other) => other.value === option.value),
      data: { focus: focusName(block, one, option.value) },
    }),
  }));
  const list = make(
    "div",
    {
      class: "boxes",
      role: several ? "group" : "radiogroup",
      "aria-labelledby": labelledBy,
      "aria-label": labelledBy ? null : (block.text?.text ?? "Choices"),
      data: { main: "" },
    },
    fields.map(({ option, field }) => choice(option, field, use)),
  );
  list.onchange = async (event) => {
    if (!(await sure(one.confirm, use))) {
      event.target.checked = !event.target.checked;
      return;
    }
    const ticked = fields.filter(({ field }) => field.checked).map(({ option }) => option);
    await use.set(block, one, several ? ticked : (ticked[0] ?? null));
  };
  return list;
}

function choice(option, field, use) {
  const about = option.description && make("span", { class: "soft" }, textNode(option.description, use));
  return make("label", { class: "choice" }, field, make("span", {}, textNode(option.text, use), about));
}
