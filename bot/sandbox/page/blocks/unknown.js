// What the page does not know how to draw: said, never hidden.
import { make } from "../dom.js";

export function unknown(what) {
  return make(
    "div",
    { class: "unknown" },
    make("p", {}, `This page does not draw “${what?.type ?? "something without a type"}”. Slack may.`),
    make("details", {}, make("summary", {}, "What was sent"), make("pre", {}, JSON.stringify(what, null, 2))),
  );
}
