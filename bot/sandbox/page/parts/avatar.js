// The square with somebody's initials; the app's has the sun.
import { make } from "../dom.js";

const TONES = 8;

export function avatar(id, name, isApp = false) {
  if (isApp) return make("span", { class: "avatar app", "aria-hidden": "true" });
  const initials = name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
  return make("span", { class: `avatar tone-${toneOf(id)}`, "aria-hidden": "true" }, initials);
}

function toneOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % TONES;
}
