"use strict";
// Shows the workspace as one person sees it. Whatever people or the app wrote is set as text, never as HTML.

const EMOJI = {
  raising_hand: "🙋", hand: "✋", raised_hand: "✋", white_check_mark: "✅", earth_asia: "🌏", earth_africa: "🌍",
  earth_americas: "🌎", repeat: "🔁", leftwards_arrow_with_hook: "↩️", eyes: "👀", tada: "🎉",
};
const OFFERED = ["raising_hand", "white_check_mark", "earth_asia", "earth_africa", "earth_americas", "repeat",
  "leftwards_arrow_with_hook", "eyes"];
const TURNS = [["+10 min", 600], ["+1 h", 3600], ["To my next 09:00", null]];
const POLL = 1000;
// What the client says for what Slack says. An unknown command is explained by Slackbot, in the conversation.
const SAYINGS = {
  not_a_command: "", dispatch_failed: "The app failed to answer. Its log says why.",
  operation_timeout: "The app took too long to answer. Its log says why.",
};

const here = { as: sessionStorage.getItem("as") || "", room: sessionStorage.getItem("room") || "", thread: null, dm: false };
const drawn = {};
let state = null;

const byId = (id) => document.getElementById(id);

function make(tag, className, text, more = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return Object.assign(node, more);
}

function changed(name, value) {
  const text = JSON.stringify(value);
  if (drawn[name] === text) return false;
  drawn[name] = text;
  return true;
}

async function act(what) {
  const answer = await fetch("/page/act", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ as: here.as, ...what }),
  });
  const { said } = await answer.json();
  await look();
  const inForm = what.do === "form" && byId("form").open;
  byId("said").textContent = inForm ? "" : SAYINGS[said] ?? said;
  return said;
}

async function look() {
  try {
    state = await (await fetch(`/page/state?as=${encodeURIComponent(here.as)}`)).json();
  } catch {
    byId("said").textContent = "The sandbox does not answer. Is it still running?";
    return;
  }
  if (!state.me && state.people.length) return become(state.people[0].id);
  draw();
}

function become(id) {
  here.as = id;
  here.thread = null;
  here.dm = Boolean(state?.rooms.some((r) => r.id === here.room && r.kind === "im"));
  sessionStorage.setItem("as", id);
  return look();
}

function enter(id) {
  here.room = id;
  here.thread = null;
  sessionStorage.setItem("room", id);
  drawn.messages = null;
  draw();
  byId("words").focus();
}

function draw() {
  document.title = `${state.app}, sandbox`;
  byId("app").textContent = state.app;
  byId("now").textContent = state.now;
  if (changed("turns", state.turns)) byId("turns").replaceChildren(...(state.turns ? TURNS.map(turnButton) : []));
  if (changed("people", [state.people, state.me])) byId("people").replaceChildren(...state.people.map(personRow));
  let room = state.rooms.find((r) => (here.dm ? r.kind === "im" : r.id === here.room));
  here.dm = false;
  if (!room) room = state.rooms.find((r) => r.inside) || state.rooms[0];
  if (!room) return;
  here.room = room.id;
  if (room.kind === "im" && room.unread) act({ do: "read" });
  if (changed("rooms", [state.rooms.map((r) => [r.id, r.name, r.unread]), room.id])) {
    byId("rooms").replaceChildren(...state.rooms.map(roomRow));
  }
  drawRoom(room);
  drawForm(state.form);
}

function turnButton([label, seconds]) {
  return make("button", "", label, { onclick: () => act({ do: "clock", seconds }) });
}

function personRow(person) {
  const button = make("button", "", undefined, { onclick: () => become(person.id) });
  button.setAttribute("aria-current", String(person.id === state.me));
  const marks = person.marks.length ? ` (${person.marks.join(", ")})` : "";
  button.append(make("span", "", person.name + marks));
  if (person.unread && person.id !== state.me) button.append(make("small", "unread", String(person.unread)));
  button.append(make("small", "place", `${person.place} ${person.time}`));
  const row = make("li");
  row.append(button);
  return row;
}

function roomTitle(room) {
  return room.kind === "im" ? `@ ${room.name}` : `${room.kind === "private" ? "🔒" : "#"} ${room.name}`;
}

function roomRow(room) {
  const button = make("button", "", undefined, { onclick: () => enter(room.id) });
  button.setAttribute("aria-current", String(room.id === here.room));
  button.append(make("span", "", roomTitle(room)));
  if (room.unread) button.append(make("small", "unread", String(room.unread)));
  const row = make("li");
  row.append(button);
  return row;
}

function drawRoom(room) {
  byId("room").textContent = roomTitle(room);
  const kind = room.kind === "im" ? "only you and the app" : `${room.members} members`;
  byId("about").textContent = room.archived ? `${kind}, archived` : kind;
  const words = byId("words");
  words.placeholder = room.kind === "im" ? `Message ${room.name}` : `Message #${room.name}, or ${state.commands.join(", ")}`;
  words.disabled = !room.inside || room.archived;
  byId("thread").textContent = here.thread ? "In thread ✕" : "";
  if (!changed("messages", [room.id, room.messages, state.me])) return;
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const nodes = room.messages.map((message) => messageNode(message));
  if (!room.inside) nodes.push(make("button", "act", "Join", { onclick: () => act({ do: "join", channel: room.id }) }));
  const hint = room.kind === "im" ? "No message yet." : `Nothing here yet. Type below: ${state.commands[0]} and a few words.`;
  if (!nodes.length) nodes.push(make("p", "hint", hint));
  list.replaceChildren(...nodes);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function messageNode(message, inThread = false) {
  const flags = [message.ephemeral && "ephemeral", message.deleted && "deleted"].filter(Boolean).join(" ");
  const node = make("div", `message ${flags}`);
  const top = make("div");
  top.append(make("span", "who", message.who));
  if (message.app) top.append(make("span", "badge", "APP"));
  top.append(make("span", "at", message.at + (message.edits ? ", edited" : "")));
  if (message.ephemeral) top.append(make("span", "at", "only you see this"));
  node.append(top, ...partNodes(message.parts, messageControls(message)), under(message, inThread));
  if (message.thread.length) {
    const replies = make("div", "replies");
    replies.append(...message.thread.map((answer) => messageNode(answer, true)));
    node.append(replies);
  }
  return node;
}

function messageControls(message) {
  const at = { channel: message.channel, ts: message.ts };
  const seen = {};
  const count = (key) => { seen[key] = (seen[key] ?? -1) + 1; return seen[key]; };
  return {
    button: (control) => {
      const which = count(`b${control.label}`);
      return () => act({ do: "press", message: at, label: control.label, which });
    },
    menu: (control) => {
      const which = Object.fromEntries(control.options.map((o) => [o, count(`o${o}`)]));
      return (option) => act({ do: "choose", message: at, label: option, which: which[option] });
    },
  };
}

function partNodes(parts, controls) {
  return parts.map((part) => {
    if (part.kind === "divider") return make("hr");
    if (part.kind !== "controls") return make("div", `part ${part.kind}`, part.text);
    const row = make("div", "controls");
    row.append(...part.controls.map((c) => controlNode(c, controls)));
    return row;
  });
}

function controlNode(control, controls) {
  if (control.kind === "button") {
    const press = controls.button(control);
    const sure = () => !control.confirm || window.confirm(control.confirm);
    return make("button", `act ${control.style}`, control.label, { type: "button", onclick: () => sure() && press() });
  }
  if (controls.input && control.kind === "input") return controls.input(control);
  const choose = controls.menu(control);
  const select = make("select", "menu");
  select.setAttribute("aria-label", control.label);
  select.append(make("option", "", control.label, { value: "" }), ...control.options.map((o) => make("option", "", o)));
  select.onchange = () => picked(select, choose);
  return select;
}

// A menu offers all of it again afterwards, also what was chosen last.
function picked(select, use) {
  const { value } = select;
  select.value = "";
  if (value) use(value);
}

function under(message, inThread) {
  const row = make("div", "under");
  const at = { channel: message.channel, ts: message.ts };
  if (message.ephemeral || message.deleted) return row;
  for (const reaction of message.reactions) {
    const [name, tone] = reaction.name.split("::");
    const label = `${EMOJI[name] || `:${name}:`}${tone ? ` ${tone}` : ""} ${reaction.people.length}`;
    const mine = reaction.ids.includes(here.as);
    const press = () => act({ do: "react", message: at, name: reaction.name });
    row.append(make("button", `emoji ${mine ? "mine" : ""}`, label, { onclick: press, title: reaction.people.join(", ") }));
  }
  if (inThread) return row;
  const select = make("select", "quiet");
  select.setAttribute("aria-label", "Add a reaction");
  select.append(make("option", "", "☺+", { value: "" }), ...OFFERED.map((n) => make("option", "", `${EMOJI[n]} ${n}`, { value: n })));
  select.style.width = "4.5em";
  select.onchange = () => picked(select, (name) => act({ do: "react", message: at, name }));
  row.append(select, make("button", "quiet", "Reply", { onclick: () => reply(message) }));
  for (const label of state.shortcuts) {
    row.append(make("button", "quiet", label, { onclick: () => act({ do: "shortcut", message: at, label }) }));
  }
  return row;
}

function reply(message) {
  here.thread = { channel: message.channel, ts: message.ts };
  draw();
  byId("words").focus();
}

function drawForm(form) {
  const dialog = byId("form");
  if (!form) {
    if (dialog.open) dialog.close();
    drawn.form = null;
    return;
  }
  if (!changed("form", [form.id, form.hash])) return;
  const inputs = [];
  const send = (button, label) => sendForm(form, inputs, button, label);
  const body = make("form", "", undefined, { onsubmit: (event) => { event.preventDefault(); send("submit"); } });
  const controls = {
    button: (c) => () => send("press", c.label),
    menu: () => (option) => send("pick", option),
    input: (c) => inputNode(c, inputs, () => send("set")),
  };
  const foot = make("footer");
  foot.append(make("button", "", form.close, { type: "button", onclick: () => send("close") }));
  if (form.submit) foot.append(make("button", "send", form.submit));
  body.append(make("h2", "", form.title), ...partNodes(form.parts, controls), make("p", "wrong", "", { id: "wrong" }), foot);
  dialog.replaceChildren(body);
  dialog.oncancel = (event) => { event.preventDefault(); send("close"); };
  if (dialog.open) return;
  dialog.showModal();
  const fields = [...dialog.querySelectorAll("input[type=text], textarea")];
  fields.find((field) => !field.value)?.focus();
}

async function sendForm(form, inputs, button, label) {
  const values = {};
  for (const input of inputs) {
    const value = input.read();
    if (JSON.stringify(value) !== JSON.stringify(input.first)) values[input.label] = value;
    input.first = value;
  }
  const said = await act({ do: "form", view: form.id, button, label, values });
  const wrong = byId("wrong");
  if (!wrong) return;
  wrong.textContent = SAYINGS[said] ?? said;
  if (said) wrong.scrollIntoView({ block: "nearest" });
}

function inputNode(control, inputs, report) {
  const box = make("div");
  box.style.width = "100%";
  const title = control.label + (control.optional ? " (optional)" : "");
  const field = control.searches ? searched(control) : control.options.length ? choices(control) : typed(control);
  inputs.push({ label: control.label, first: control.value, read: field.read });
  if (field.list) {
    const set = make("fieldset");
    set.append(make("legend", "", title), ...field.list);
    box.append(set);
  } else {
    const label = make("label", "", title);
    (field.named || field.node).setAttribute("aria-label", control.label);
    box.append(label, field.node);
  }
  if (control.reports) box.onchange = report;
  if (control.hint) box.append(make("div", "hint", control.hint));
  return box;
}

function typed(control) {
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
  const node = make(control.multiline ? "textarea" : "input");
  if (!control.multiline) node.type = types[control.type] || "text";
  node.value = control.value;
  return { node, read: () => node.value };
}

// A picker that asks the app: what it offers for what is typed stands below the field.
function searched(control) {
  const node = make("input", "", undefined, { type: "text", value: control.value, placeholder: "Type to search" });
  const list = make("datalist", "", undefined, { id: `found ${control.label}` });
  node.setAttribute("list", list.id);
  let asked = 0;
  const search = async (text) => {
    asked += 1;
    const turn = asked;
    const body = JSON.stringify({ as: here.as, view: state.form?.id, label: control.label, typed: text });
    const headers = { "Content-Type": "application/json" };
    const found = await (await fetch("/page/search", { method: "POST", headers, body })).json();
    if (turn === asked) list.replaceChildren(...found.map((text) => make("option", "", undefined, { value: text })));
  };
  node.oninput = () => search(node.value);
  node.onfocus = () => { node.select(); search(""); };
  const box = make("div");
  box.append(node, list);
  return { node: box, named: node, read: () => node.value };
}

function choices(control) {
  if (control.type !== "radio_buttons" && !control.several) {
    const node = make("select");
    node.append(make("option", "", "", { value: "" }), ...control.options.map((o) => make("option", "", o)));
    node.value = control.value;
    return { node, read: () => node.value };
  }
  const type = control.several ? "checkbox" : "radio";
  const boxes = control.options.map((option) => make("input", "", undefined, {
    type, name: control.label, value: option, checked: [].concat(control.value).includes(option),
  }));
  const list = boxes.map((box) => {
    const label = make("label", "choice");
    label.append(box, ` ${box.value}`);
    return label;
  });
  const ticked = () => boxes.filter((b) => b.checked).map((b) => b.value);
  return { list, read: () => (control.several ? ticked() : ticked()[0] || "") };
}

byId("composer").onsubmit = async (event) => {
  event.preventDefault();
  const words = byId("words");
  const text = words.value.trim();
  if (!text) return;
  words.value = "";
  const said = await act({ do: "type", channel: here.room, text, thread: here.thread });
  if (said) words.value = text;
};

function leaveThread() {
  here.thread = null;
  draw();
}

byId("thread").onclick = leaveThread;
byId("words").onkeydown = (event) => {
  if (event.key === "Escape") leaveThread();
};

look();
setInterval(look, POLL);
