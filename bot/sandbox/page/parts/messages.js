// A list of messages: days apart, new ones below a line, arrow keys from one to the next.
import { keep, make } from "../dom.js";
import { dayIn, partsIn } from "../text/moments.js";
import { drawMessage, messageKey, messageSign } from "./message.js";

const TOGETHER = 300;
const NEAR = 120;

// `newFrom` is the `ts` up to which the reader had read when they came here; `inThread`: the list is a thread.
export function drawMessages(list, messages, reading, { inThread = false, newFrom = "" } = {}) {
  keep(
    list,
    rows(messages, reading, { inThread, newFrom }),
    (row) => row.key,
    (row) => row.sign,
    (row) => row.draw(),
  );
  rove(list);
}

// Who looks at the end of `box` goes on looking at its end, whatever is added to `list` or put beside it.
export function stayAtEnd(box, list) {
  let atEnd = true;
  box.addEventListener("scroll", () => {
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  });
  const watching = new ResizeObserver(() => {
    if (atEnd) box.scrollTop = box.scrollHeight;
  });
  watching.observe(box);
  watching.observe(list);
}

function rows(messages, reading, { inThread, newFrom }) {
  const found = [];
  let before = null;
  for (const message of messages) {
    const at = Number(message.ts);
    const day = partsIn(reading.zone, at).date;
    if (!inThread && day !== before?.day)
      found.push(divider(`day ${day}`, capital(dayIn(reading.zone, at, reading.now)), "day"));
    const isNew =
      newFrom && !message.ephemeral && message.user !== reading.me && later(message.ts, newFrom) && !before?.isNew;
    if (isNew) found.push(divider("new", "New", "new"));
    const follows = before?.day === day && !isNew && continues(before.message, message);
    const how = { inThread, follows };
    found.push({ key: messageKey(message), sign: messageSign(message, how), draw: () => drawMessage(message, how) });
    before = { message, day, isNew: before?.isNew || isNew };
  }
  return found;
}

function continues(before, message) {
  const near = Number(message.ts) - Number(before.ts) < TOGETHER;
  return (
    near &&
    before.user === message.user &&
    before.ephemeral === message.ephemeral &&
    !before.deleted &&
    !message.deleted
  );
}

// Whether one `ts` comes after another; as text, since they have more digits than a number holds.
export function later(one, other) {
  const [a, b] = [one.split("."), other.split(".")];
  return Number(a[0]) > Number(b[0]) || (a[0] === b[0] && (a[1] ?? "").padEnd(6, "0") > (b[1] ?? "").padEnd(6, "0"));
}

function divider(key, words, kind) {
  return { key, sign: words, draw: () => make("li", { class: `divider ${kind}` }, make("span", {}, words)) };
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

// One message of the list can be reached with Tab; the arrow keys go on from there.
function rove(list) {
  const all = [...list.querySelectorAll(".message")];
  const at =
    all.find((one) => one.contains(document.activeElement)) ?? all.find((one) => one.tabIndex === 0) ?? all.at(-1);
  for (const one of all) one.tabIndex = one === at ? 0 : -1;
  list.onkeydown ??= (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps) || !event.target.matches(".message")) return;
    const there = [...list.querySelectorAll(".message")];
    const next = there[there.indexOf(event.target) + steps[event.key]];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}
