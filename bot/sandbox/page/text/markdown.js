// The `markdown` block: headings, lists, quotes, code, bold, italic, struck text and links, line by line.
import { make } from "../dom.js";
import { linkTo } from "./links.js";

const INLINE = /`([^`\n]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(\S.*?)\*|_(\S.*?)_|\[([^\]\n]+)\]\(([^)\s]+)\)/;
const LINES = [
  [/^(#{1,6}) +(.*)/, (match) => make("p", { class: "heading" }, inline(match[2]))],
  [/^\s*[-*+] +(.*)/, (match) => make("ul", {}, make("li", {}, inline(match[1])))],
  [/^\s*(\d+)[.)] +(.*)/, (match) => make("ol", { start: Number(match[1]) }, make("li", {}, inline(match[2])))],
  [/^> ?(.*)/, (match) => make("blockquote", {}, inline(match[1]))],
  [/^(?:-{3,}|\*{3,})\s*$/, () => make("hr")],
  [/^(.*)$/, (match) => make("div", {}, inline(match[1]), match[1] ? null : make("br"))],
];

export function markdown(text) {
  const parts = text.split(/^```\w*\n([^]*?)\n?^```\s*$/m);
  return make(
    "div",
    { class: "rich" },
    parts.map((part, at) => (at % 2 ? make("pre", {}, part) : lines(part))),
  );
}

function lines(text) {
  return text
    .replace(/^\n|\n$/g, "")
    .split("\n")
    .map((line) => {
      for (const [pattern, draw] of LINES) {
        const match = pattern.exec(line);
        if (match) return draw(match);
      }
      return null;
    });
}

function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return text ? [document.createTextNode(text)] : [];
  const [whole, code, bold, alsoBold, struck, italic, alsoItalic, label, address] = match;
  const node =
    code !== undefined
      ? make("code", {}, code)
      : label !== undefined
        ? linkTo(address, label)
        : make(
            bold || alsoBold ? "strong" : struck ? "s" : "em",
            {},
            inline(bold ?? alsoBold ?? struck ?? italic ?? alsoItalic),
          );
  return [...inline(text.slice(0, match.index)), node, ...inline(text.slice(match.index + whole.length))];
}
