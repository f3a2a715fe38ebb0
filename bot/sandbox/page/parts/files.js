// Files that stand in a message: pictures are shown, others are named.
import { make } from "../dom.js";

export function files(message) {
  if (!message.files?.length) return null;
  return make("div", { class: "files" }, message.files.map(file));
}

function file({ name, mimetype, size, picture, url }) {
  if (picture) {
    return make(
      "figure",
      {},
      make("figcaption", { class: "soft" }, name),
      make("img", { class: "picture", src: url, alt: name, loading: "lazy" }),
    );
  }
  return make(
    "div",
    { class: "file" },
    "📄 ",
    make("a", { href: url, download: name }, name),
    make("span", { class: "soft" }, ` ${[mimetype, bytes(size)].filter(Boolean).join(", ")}`),
  );
}

function bytes(size) {
  if (!size) return "";
  return size < 1024
    ? `${size} bytes`
    : size < 1_048_576
      ? `${Math.round(size / 1024)} kB`
      : `${(size / 1_048_576).toFixed(1)} MB`;
}
