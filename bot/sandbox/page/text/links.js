// Links that lead out of the page, in a window of their own.
import { make } from "../dom.js";

const SAFE = /^(https?:\/\/|mailto:|tel:)/i;

// A link; only its words where the address is of a kind that a page must not open.
export function linkTo(address, label = "") {
  const words = label || address.replace(/^(mailto|tel):/i, "");
  if (!SAFE.test(address)) return make("span", {}, words);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

export function isSafe(address) {
  return SAFE.test(address);
}
