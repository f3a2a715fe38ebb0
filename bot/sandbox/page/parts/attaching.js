// The buttons beside the message box: a file to post, and the app's shortcuts that need no message.
import { make } from "../dom.js";
import { act, page, say } from "../page.js";
import { here } from "../window.js";
import { menu } from "./menu.js";

const MOST_BYTES = 2_000_000;

// `words()` gives the words that go along, `sent()` is called when they have gone; `thread()` is the message answered.
export function attaching({ words, sent, thread }) {
  const choosing = make("input", { type: "file", class: "unseen", tabindex: -1, "aria-hidden": "true" });
  const button = make(
    "button",
    { type: "button", class: "tool", "aria-label": "Post a file", title: "Post a file", data: { focus: "file" } },
    "📎",
  );
  button.onclick = () => choosing.click();
  choosing.onchange = async () => {
    const [file] = choosing.files;
    choosing.value = "";
    if (file && (await post(file, words(), thread()))) sent();
  };
  return make("span", { class: "attaching" }, button, choosing, shortcuts());
}

async function post(file, text, thread) {
  if (file.size > MOST_BYTES) {
    say(`${file.name} is too large for the sandbox: 2 MB at most.`);
    return false;
  }
  const content = await inBase64(file);
  return (await act({ do: "file", channel: here.room, name: file.name, content, text, thread })).ok;
}

function inBase64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

function shortcuts() {
  const offered = page.state.shortcuts.filter((one) => one.kind === "global");
  if (!offered.length) return null;
  const entries = () =>
    offered.map((one) => ({
      words: one.name,
      about: page.state.app.name,
      act: () => act({ do: "shortcut", name: one.name }),
    }));
  return menu({ face: "⚡", name: "Shortcuts", className: "tool", focus: "shortcuts", entries });
}
