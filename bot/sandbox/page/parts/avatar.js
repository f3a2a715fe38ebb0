// The square with somebody's initials; the app's has the sun.
import { make } from "../dom.js";
import { page } from "../page.js";

const TONES = 8;

export function avatar(id, name, isOurs = false) {
  if (isOurs) return make("span", { class: "avatar app", "aria-hidden": "true" });
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return make("span", { class: `avatar tone-${toneOf(id)}`, "aria-hidden": "true" }, initials);
}

// Those who stand beside each other have different colours.
function toneOf(id) {
  const at = page.state.people.findIndex((person) => person.id === id);
  return (at + TONES) % TONES;
}
