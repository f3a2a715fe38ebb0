// The form (modal) in front of the person one is. What has been typed stays whatever the app answers.
import { drawBlocks, markWrong } from "../blocks/block.js";
import { Uses } from "../blocks/uses.js";
import { byId, focusNamed } from "../dom.js";
import { act, choices, page } from "../page.js";
import { everybody } from "./message.js";

let uses = null;
// What had the focus before a form opened.
let before = "";
// What was put into the forms that lie below, by the id of their view.
const others = new Map();

export function drawForm({ state, reading }) {
  const box = byId("form");
  const { form } = state;
  if (!form) {
    others.clear();
    uses = null;
    if (box.open) close(box);
    return;
  }
  const name = `${state.me} ${form.id}`;
  const isAnother = uses?.name !== name;
  if (isAnother) begin(form, name);
  Object.assign(uses, { reading, inputs: form.inputs });
  uses.keepOnly(form.blocks);
  frame(form);
  drawBlocks(byId("form-blocks"), form.blocks, uses);
  if (!box.open) open(box);
  else if (!isAnother && ![box, document.body].includes(document.activeElement)) return;
  if (isAnother) byId("form-blocks").scrollTop = 0;
  if (isAnother && focusNamed(byId("form-blocks"), uses.focused))
    document.activeElement.scrollIntoView({ block: "nearest" });
  else focusFirst(box);
}

function open(box) {
  before = document.activeElement.dataset.focus ?? "";
  box.showModal();
}

// The browser gives the focus back; where its place has been drawn anew meanwhile, to what is there now.
function close(box) {
  box.close();
  if (document.activeElement !== document.body) return;
  if (!focusNamed(document.querySelector("main"), before)) document.querySelector("#composer textarea").focus();
}

function begin(form, name) {
  if (uses) uses.focused = document.activeElement.dataset.focus;
  uses = others.get(name) ?? new Uses({ surface: "form", about: { view: form.id }, act: told, choices, everybody });
  uses.name = name;
  others.set(name, uses);
  uses.errors = {};
  uses.changed = filledIn;
  const place = byId("form-blocks");
  place.replaceChildren();
  place.kept = null;
  wrong("");
}

// An act inside the form: what went wrong is said in the form.
async function told(what) {
  const answer = await act(what, { quiet: true });
  wrong(answer.said || refusal());
  return answer;
}

// What has been filled in is not wrong any more, as far as anybody knows.
function filledIn(block) {
  if (!uses.errors[block.block_id]) return;
  delete uses.errors[block.block_id];
  markWrong(byId("form-blocks"), uses);
  wrong(refusal());
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
  const wanted = box.querySelector("[autofocus]");
  const first = wanted ?? fields.find((field) => !field.value) ?? fields[0];
  (first && (wanted || isInSight(first)) ? first : box).focus();
}

// Whoever must read before they write is not taken past what there is to read.
function isInSight(field) {
  return field.getBoundingClientRect().bottom <= byId("form-blocks").getBoundingClientRect().bottom;
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
  wrong(answer.said || refusal());
  drawForm(page);
  byId("form-blocks").querySelector("[aria-invalid]")?.focus();
}

function refusal() {
  const count = Object.keys(uses?.errors ?? {}).length;
  if (!count) return "";
  const fields = count === 1 ? "one field needs" : `${count} fields need`;
  return `Not sent yet: ${fields} a look. What you wrote is still here.`;
}

function wrong(words) {
  byId("form-wrong").textContent = words;
}

function leave() {
  if (uses) told({ do: "close", ...uses.about });
}

export function startForm() {
  const box = byId("form");
  byId("form-itself").onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  byId("form-close").onclick = leave;
  byId("form-cross").onclick = leave;
  byId("form-below").onclick = leave;
  box.oncancel = (event) => {
    event.preventDefault();
    leave();
  };
}
