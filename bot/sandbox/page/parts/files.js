// Files that stand in a message: pictures are shown, others are named.
import { make } from "../dom.js";

export function files(message) {
  if (!message.files?.length) return null;
  return make("div", { class: "files" }, message.files.map(file));
}

function file({ name, title, mimetype = "", size, url }) {
  const words = title || name;
  if (mimetype.startsWith("image/") && url) {
    return make("figure", {}, make("figcaption", { class: "soft" }, name), make("img", { class: "picture", src: url, alt: words, loading: "lazy" }));
  }
  return make("div", { class: "file" }, "📄 ", url ? make("a", { href: url, download: name }, words) : words,
    make("span", { class: "soft" }, ` ${[mimetype, bytes(size)].filter(Boolean).join(", ")}`));
}

function bytes(size) {
  if (!size) return "";
  return size < 1024 ? `${size} bytes` : size < 1_048_576 ? `${Math.round(size / 1024)} kB` : `${(size / 1_048_576).toFixed(1)} MB`;
}
