// Changing a message of one's own, where it stands.
import { make } from "../dom.js";
import { act, page, redraw } from "../page.js";
import { asWords } from "../text/mrkdwn.js";
import { change } from "../window.js";

export function editor(message) {
  const words = make("textarea", {
    "aria-label": "Edit message",
    value: asWords(message.text, page.reading),
    data: { focus: "edit" },
  });
  const end = () => {
    change({ editing: "" });
    redraw();
  };
  const save = async () => {
    const done = await act({
      do: "edit",
      message: { channel: message.channel, ts: message.ts },
      text: words.value.trim(),
    });
    if (done.ok) end();
  };
  words.onkeydown = (event) => {
    if (event.key === "Escape") end();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
  };
  setTimeout(() => words.focus());
  return make(
    "div",
    { class: "editor" },
    words,
    make(
      "div",
      { class: "row" },
      make("button", { type: "button", class: "button", onclick: end }, "Cancel"),
      make("button", { type: "button", class: "button primary", onclick: save }, "Save"),
    ),
  );
}
