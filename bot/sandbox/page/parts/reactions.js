// The emoji under a message, with who put them there.
import { make } from "../dom.js";
import { act, page } from "../page.js";
import { emojiNamed } from "../text/emoji.js";
import { here } from "../window.js";
import { emojiPicker } from "./emojipicker.js";

const AT_HAND = ["white_check_mark", "eyes"];

// The emoji that the app acts on come first, each with what it does; where it has told of none, two of everybody's.
export function firstEmoji() {
  const { emoji } = page.state;
  return Object.keys(emoji).length ? emoji : Object.fromEntries(AT_HAND.map((name) => [name, ""]));
}

export function react(message, name) {
  return act({ do: "react", message: { channel: message.channel, ts: message.ts }, name });
}

export function reactions(message) {
  if (!message.reactions.length) return null;
  const buttons = message.reactions.map((reaction) => reactionButton(message, reaction));
  return make("div", { class: "under" }, buttons, adding(message, "emoji add", "add below"));
}

export function adding(message, className, focus) {
  return emojiPicker({
    face: "☺+",
    name: "Add a reaction",
    className,
    focus,
    first: firstEmoji(),
    title: `${page.state.app.name} understands`,
    pick: (name) => react(message, name),
  });
}

function reactionButton(message, { name, users }) {
  const mine = users.includes(here.as);
  const who = users.map((id) => page.reading.person(id)).join(", ");
  const button = make(
    "button",
    {
      type: "button",
      class: "emoji",
      "aria-pressed": String(mine),
      title: `${who}: :${name}:`,
      data: { focus: `reaction ${name}` },
      "aria-label": `${name.split("::")[0].replaceAll("_", " ")}, ${users.length}: ${who}`,
    },
    emojiNamed(name),
    make("span", { class: "count" }, String(users.length)),
  );
  button.onclick = () => react(message, name);
  return button;
}
