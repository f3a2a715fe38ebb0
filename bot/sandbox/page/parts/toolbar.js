// What can be done with a message: two reactions at hand, all others, its thread, shortcuts, and the inspector.
import { make } from "../dom.js";
import { act, go, page, redraw } from "../page.js";
import { emojiNamed } from "../text/emoji.js";
import { dayIn, timeIn } from "../text/moments.js";
import { change, here } from "../window.js";
import { avatar } from "./avatar.js";
import { menu } from "./menu.js";
import { adding, firstEmoji, react } from "./reactions.js";
import { asked } from "./sure.js";

export function toolbar(message, inThread) {
  const quick = message.ephemeral
    ? []
    : Object.entries(firstEmoji())
        .slice(0, 2)
        .map(([name, does]) => quickly(message, name, does));
  const thread = !inThread && !message.ephemeral && button("💬", "Reply in thread", () => openThread(message));
  return make(
    "div",
    { class: "toolbar", role: "group", "aria-label": "What to do with this message" },
    quick,
    !message.ephemeral && adding(message, "tool", "add"),
    thread,
    menu({ face: "⋮", name: "More actions", className: "tool", focus: "more", entries: () => entries(message) }),
  );
}

function quickly(message, name, does) {
  const words = `React with ${name.replaceAll("_", " ")}`;
  return button(emojiNamed(name), words, () => react(message, name), does ? `:${name}: ${does}` : words);
}

function button(face, name, press, title = name) {
  return make(
    "button",
    { type: "button", class: "tool", "aria-label": name, title, data: { focus: name }, onclick: press },
    face,
  );
}

function entries(message) {
  const at = { channel: message.channel, ts: message.ts };
  const shortcuts = message.ephemeral
    ? []
    : page.state.shortcuts
        .filter((one) => one.kind === "message")
        .map((one) => ({
          words: one.name,
          about: page.state.app.name,
          act: () => act({ do: "shortcut", message: at, name: one.name }),
        }));
  const own =
    message.user === here.as && !message.ephemeral
      ? [
          { words: "Edit message", act: () => edit(message) },
          { words: "Delete message", danger: true, act: () => remove(at) },
        ]
      : [];
  const words = message.app ? "What the app sent" : "What Slack sent";
  return [
    ...shortcuts,
    { words, about: "Inspector", act: () => go({ beside: "inspector", about: `${message.channel} ${message.ts}` }) },
    ...own,
  ];
}

function edit(message) {
  change({ editing: message.ts });
  redraw();
}

async function remove(message) {
  const words = make("p", {}, "It cannot be brought back.");
  if (await asked({ title: "Delete this message?", words, yes: "Delete", style: "danger" }))
    await act({ do: "delete", message });
}

export async function openThread(message) {
  await go({ beside: "thread", thread: message.thread ?? message.ts });
  document.querySelector("#thread textarea")?.focus();
}

// Below the first message of a thread: how many answers there are, and when the last one came.
export function threadBar(message) {
  if (!message.replies) return null;
  const { reading } = page;
  const at = Number(message.latest);
  const words = `${message.replies} ${message.replies === 1 ? "reply" : "replies"}`;
  const bar = make(
    "button",
    { type: "button", class: "thread-bar", data: { focus: "thread" }, onclick: () => openThread(message) },
    message.repliers.map((id) => avatar(id, reading.person(id), id === page.state.app.user)),
    make("span", { class: "link" }, words),
    make(
      "span",
      { class: "soft" },
      `Last reply ${dayIn(reading.zone, at, reading.now)} at ${timeIn(reading.zone, at)}`,
    ),
  );
  return bar;
}
