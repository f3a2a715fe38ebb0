// Text objects, and the names by which elements are known.
import { make } from "../dom.js";
import { mrkdwn } from "../text/mrkdwn.js";

// A text object: plain_text as it stands, mrkdwn read.
export function textNode(text, { reading }) {
  const words = String(text.text);
  return make(
    "div",
    { class: "text" },
    text.type === "mrkdwn" ? mrkdwn(words, reading, text.verbatim === true) : words,
  );
}

// By this the focus finds an element again when it has been drawn anew.
export function focusName(block, element, more = "") {
  return [block.block_id, element.action_id, more].join(" ").trim();
}
