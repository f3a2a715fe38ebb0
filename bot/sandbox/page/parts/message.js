// One message: who wrote it and when, what it says, what others think of it, and what can be done with it.
import { drawBlocks } from "../blocks/block.js";
import { Uses } from "../blocks/uses.js";
import { make } from "../dom.js";
import { act, choices, page } from "../page.js";
import { asWords, mrkdwn } from "../text/mrkdwn.js";
import { dayIn, timeIn } from "../text/moments.js";
import { here } from "../window.js";
import { avatar } from "./avatar.js";
import { editor } from "./editing.js";
import { files } from "./files.js";
import { reactions } from "./reactions.js";
import { threadBar, toolbar } from "./toolbar.js";

// What has been put into the inputs of a message outlives its being drawn anew.
const used = new Map();

export function messageKey(message) {
  return `${message.ephemeral ? "e" : ""}${message.ts}`;
}

// A text that differs when the message must be drawn anew. What was put into its inputs stands in them already.
export function messageSign(message, { inThread, follows }) {
  const { reading, state } = page;
  const names = state.shortcuts.length;
  const { inputs, ...shown } = message;
  return JSON.stringify([
    shown,
    inThread,
    follows,
    here.heard,
    here.editing === message.ts,
    reading.me,
    reading.zone,
    reading.day,
    names,
  ]);
}

// `follows`: the one above is by the same person, so the name is not said again.
export function drawMessage(message, { inThread, follows }) {
  const { reading } = page;
  const at = Number(message.ts);
  const name = reading.person(message.user);
  const full = `${dayIn(reading.zone, at, reading.now)} at ${timeIn(reading.zone, at)}`;
  const time = make("time", { class: "at", title: full }, timeIn(reading.zone, at));
  const top = make(
    "div",
    { class: "top" },
    make("strong", { class: "who" }, name),
    message.app && make("span", { class: "badge" }, "APP"),
    time,
    message.ephemeral && make("span", { class: "soft" }, "Only visible to you"),
  );
  const body = make(
    "div",
    { class: "body" },
    top,
    content(message),
    files(message),
    message.ephemeral ? dismissing(message) : reactions(message),
    !inThread && threadBar(message),
  );
  const kind = [message.ephemeral && "ephemeral", message.deleted && "deleted", follows && "follows"]
    .filter(Boolean)
    .join(" ");
  return make(
    "li",
    { class: `message ${kind}`, tabindex: -1, data: { ts: message.ts, focus: `message ${message.ts}` } },
    make("div", { class: "side" }, avatar(message.user, name, message.ours), time.cloneNode(true)),
    body,
    message.deleted ? null : make("div", { class: "toolbar-place" }, toolbar(message, inThread)),
  );
}

function content(message) {
  if (message.deleted) return make("p", { class: "soft" }, "This message was deleted.");
  if (here.editing === message.ts) return editor(message);
  const edited = message.edited && make("span", { class: "soft edited" }, " (edited)");
  if (here.heard) return make("div", { class: "heard" }, asWords(message.text, page.reading), edited);
  if (!message.app || !message.blocks.length)
    return make("div", { class: "text" }, mrkdwn(message.text, page.reading), edited);
  const place = make("div", { class: "blocks" });
  drawBlocks(place, message.blocks, usesOf(message));
  place.append(edited || "");
  return place;
}

function usesOf(message) {
  const key = `${here.as} ${message.channel} ${message.ts}`;
  const about = { message: { channel: message.channel, ts: message.ts } };
  if (!used.has(key)) used.set(key, new Uses({ surface: "message", about, act, choices, everybody }));
  const uses = used.get(key);
  Object.assign(uses, { reading: page.reading, inputs: message.inputs });
  uses.keepOnly(message.blocks);
  return uses;
}

// Whom and what one can choose from in a select menu.
export function everybody() {
  const { people, rooms } = page.state;
  return { people: people.filter((person) => !person.marks.includes("gone")).map((person) => person.id), rooms };
}

function dismissing(message) {
  const button = make("button", { type: "button", class: "quiet", data: { focus: "dismiss" } }, "Dismiss message");
  button.onclick = () => act({ do: "dismiss", message: { channel: message.channel, ts: message.ts } });
  return make("div", { class: "under" }, button);
}
