// The box in which one writes. Enter sends, Shift+Enter begins a new line; what was not sent stays.
import { make } from "../dom.js";
import { act, page, roomOf, say } from "../page.js";
import { here } from "../window.js";
import { attaching } from "./attaching.js";
import { suggesting } from "./suggestions.js";

const drafts = new Map();

// `label(room)` is what stands in the empty box; `thread()` gives the message that is answered, if one is.
export function composer(place, { label, thread = () => null }) {
  const words = make("textarea", { rows: 1, "aria-label": "Message", enterKeyHint: "send" });
  const send = make("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, "➤");
  const beside = make("span");
  const form = make("form", { class: "writing" }, beside, words, send);
  const key = () => JSON.stringify([here.as, here.room, thread()?.ts ?? ""]);
  const offers = suggesting(words, form);
  form.onsubmit = (event) => {
    event.preventDefault();
    sendWords();
  };
  words.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendWords();
  });
  words.addEventListener("input", () => {
    drafts.set(key(), words.value);
    grow(words);
  });
  place.append(form);

  async function sendWords() {
    const text = words.value.trim();
    const mine = key();
    if (!text) return;
    offers.close();
    write("");
    const answer = await act({ do: "type", channel: here.room, text, thread: thread() });
    if (!answer.ok && !answer.raw.startsWith("not_") && !drafts.get(mine)) {
      drafts.set(mine, text);
      if (mine === key()) write(text);
    }
  }

  function write(text) {
    words.value = text;
    drafts.set(key(), text);
    grow(words);
  }

  let last = "";
  return () => {
    if (!beside.childElementCount) {
      beside.append(attaching({ words: () => words.value.trim(), sent: () => write(""), thread }));
    }
    const room = roomOf(page.state);
    if (!room) return;
    words.placeholder = label(room, page.state);
    words.setAttribute("aria-label", words.placeholder);
    words.disabled = send.disabled = room.archived;
    if (last === key()) return;
    last = key();
    offers.close();
    say("");
    words.value = drafts.get(last) ?? "";
    grow(words);
  };
}

function grow(words) {
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight + 2, 200)}px`;
}
