// The form (modal) in front of the person one is. What has been typed stays whatever the app answers.
import { drawBlocks } from "../blocks/block.js";
import { Uses } from "../blocks/uses.js";
import { byId } from "../dom.js";
import { act, choices, page } from "../page.js";
import { everybody } from "./message.js";

let uses = null;
// What was put into the forms that lie below, by the id of their view.
const others = new Map();

export function drawForm({ state, reading }) {
  const box = byId("form");
  const { form } = state;
  if (!form) {
    others.clear();
    uses = null;
    if (box.open) box.close();
    return;
  }
  const name = `${state.me} ${form.id}`;
  if (uses?.name !== name) begin(form, name);
  Object.assign(uses, { reading, inputs: form.inputs });
  uses.keepOnly(form.blocks);
  frame(form);
  drawBlocks(byId("form-blocks"), form.blocks, uses);
  if (!box.open) box.showModal();
  else if (document.activeElement !== box) return;
  focusFirst(box);
}

function begin(form, name) {
  uses = others.get(name) ?? new Uses({ surface: "form", about: { view: form.id }, act: told, choices, everybody });
  uses.name = name;
  others.set(name, uses);
  uses.errors = {};
  const place = byId("form-blocks");
  place.replaceChildren();
  place.kept = null;
  place.scrollTop = 0;
  wrong("");
}

// An act inside the form: what went wrong is said in the form.
async function told(what) {
  const answer = await act(what, { quiet: true });
  wrong(answer.said);
  return answer;
}

function frame(form) {
  byId("form-title").textContent = form.title;
  byId("form-below").hidden = !form.below;
  byId("form-close").textContent = form.close || "Cancel";
  const send = byId("form-send");
  send.hidden = !form.submit;
  send.textContent = form.submit;
}

function focusFirst(box) {
  const fields = [...box.querySelectorAll("input:not([type=radio], [type=checkbox], [role=combobox]), textarea")];
  (box.querySelector("[autofocus]") ?? fields.find((field) => !field.value) ?? fields[0] ?? box).focus();
}

async function send() {
  const button = byId("form-send");
  if (button.ariaBusy === "true" || !uses || button.hidden) return;
  button.ariaBusy = "true";
  const sent = uses;
  const answer = await act({ do: "submit", ...sent.about, inputs: sent.all() }, { quiet: true });
  button.ariaBusy = "false";
  if (sent !== uses) return;
  uses.errors = answer.errors ?? {};
  wrong(answer.said || refusal(Object.keys(uses.errors).length));
  drawForm(page);
  byId("form-blocks").querySelector("[aria-invalid]")?.focus();
}

function refusal(count) {
  if (!count) return "";
  const fields = count === 1 ? "one field needs" : `${count} fields need`;
  return `Not sent yet: ${fields} a look. What you wrote is still here.`;
}

function wrong(words) {
  byId("form-wrong").textContent = words;
}

function close() {
  if (uses) told({ do: "close", ...uses.about });
}

export function startForm() {
  const box = byId("form");
  byId("form-itself").onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  byId("form-close").onclick = close;
  byId("form-cross").onclick = close;
  byId("form-below").onclick = close;
  box.oncancel = (event) => {
    event.preventDefault();
    close();
  };
}
