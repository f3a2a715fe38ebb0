// Pictures. Those of this machine are shown; the page loads nothing from elsewhere: others are a link with their words.
import { make } from "../dom.js";
import { linkTo } from "../text/links.js";

export function picture(image, className = "picture") {
  const address = image.image_url ?? image.slack_file?.url ?? "";
  const words = image.alt_text ?? "";
  if (isOwn(address)) return make("img", { class: className, src: address, alt: words, loading: "lazy" });
  return make("span", { class: `${className} elsewhere` }, "🖼 ", address ? linkTo(address, words || address) : words);
}

function isOwn(address) {
  return address !== "" && new URL(address, location.href).origin === location.origin;
}
