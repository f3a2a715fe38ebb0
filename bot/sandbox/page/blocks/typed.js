// Fields that one types into: text, numbers, addresses, dates and times.
import { make, newId } from "../dom.js";
import { sure } from "../parts/sure.js";
import { unknown } from "./unknown.js";
import { focusName } from "./words.js";

const TYPES = {
  plain_text_input: "text",
  rich_text_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  number_input: "text",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

export function typed(block, one, use, labelledBy) {
  if (!(one.type in TYPES)) return unknown(one);
  const large = one.multiline || one.type === "rich_text_input";
  const node = make(large ? "textarea" : "input", {
    id: newId("field"),
    type: large ? undefined : TYPES[one.type],
    value: use.held(block, one) ?? "",
    placeholder: one.placeholder?.text ?? "",
    autocomplete: large ? undefined : "off",
    inputMode: one.type === "number_input" ? "decimal" : undefined,
    "aria-label": labelledBy ? null : (one.placeholder?.text ?? block.text?.text ?? "Value"),
    data: { focus: focusName(block, one), main: "" },
  });
  if (one.focus_on_load) node.autofocus = true;
  if (one.type.endsWith("picker")) return picking(node, block, one, use);
  const on = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  node.oninput = () => use.set(block, one, node.value, { tells: on.includes("on_character_entered") });
  node.onkeydown = (event) => {
    if (event.key !== "Enter" || large || event.isComposing || !block.dispatch_action) return;
    event.preventDefault();
    if (on.includes("on_enter_pressed")) use.set(block, one, node.value);
  };
  return withCount(node, one);
}

// A date is reported when it has been chosen, not while it is being typed.
function picking(node, block, one, use) {
  let before = node.value;
  node.oninput = () => use.set(block, one, node.value, { tells: false });
  node.onchange = async () => {
    if (node.value === before) return;
    if (await sure(one.confirm, use)) before = node.value;
    else node.value = before;
    await use.set(block, one, node.value);
  };
  return node;
}

// Near its end, a text that has a limit says how much room is left, as Slack does.
function withCount(node, one) {
  if (!one.max_length) return node;
  const left = make("span", { class: "left", "aria-live": "polite" });
  const count = () => {
    const room = one.max_length - node.value.length;
    left.textContent = room <= Math.max(20, one.max_length / 10) ? String(room) : "";
    left.classList.toggle("over", room < 0);
  };
  node.addEventListener("input", count);
  count();
  return make("div", { class: "counted" }, node, left);
}
