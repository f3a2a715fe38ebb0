// Slack's rich_text as elements: sections, lists, quotes and preformatted text.
import { make } from "../dom.js";
import { emojiNamed } from "./emoji.js";
import { linkTo } from "./links.js";
import { channelMention, mention, personMention } from "./mentions.js";
import { renderDate } from "./moments.js";

const PARTS = {
  rich_text_section: (part, reading) => make("div", {}, pieces(part, reading)),
  rich_text_preformatted: (part, reading) => make("pre", {}, pieces(part, reading)),
  rich_text_quote: (part, reading) => make("blockquote", {}, pieces(part, reading)),
  rich_text_list: list,
};

export function richText(block, reading) {
  return make(
    "div",
    { class: "rich" },
    (block.elements ?? []).map((part) => (PARTS[part.type] ?? PARTS.rich_text_section)(part, reading)),
  );
}

function list(part, reading) {
  const items = (part.elements ?? []).map((item) => make("li", {}, pieces(item, reading)));
  const indent = Math.min(Number(part.indent) || 0, 8);
  return make(
    part.style === "ordered" ? "ol" : "ul",
    { class: `indent-${indent}`, start: (Number(part.offset) || 0) + 1 },
    items,
  );
}

function pieces(part, reading) {
  return (part.elements ?? []).map((piece) => styled(piece, reading));
}

function styled(piece, reading) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code" };
  let node = (PIECES[piece.type] ?? other)(piece, reading);
  for (const [style, tag] of Object.entries(tags)) if (piece.style?.[style]) node = make(tag, {}, node);
  return node;
}

const PIECES = {
  text: (piece) => document.createTextNode(String(piece.text)),
  link: (piece) => linkTo(String(piece.url), piece.text),
  user: (piece, reading) => personMention(piece.user_id, reading),
  channel: (piece, reading) => channelMention(piece.channel_id, "", reading),
  usergroup: (piece) => mention(`@${piece.usergroup_id}`, true),
  broadcast: (piece) => mention(`@${piece.range}`, true),
  emoji: (piece) =>
    document.createTextNode(emojiNamed(piece.skin_tone ? `${piece.name}::skin-tone-${piece.skin_tone}` : piece.name)),
  date: (piece, reading) =>
    make(
      "time",
      {},
      renderDate(Number(piece.timestamp), String(piece.format), reading.zone, reading.now) ??
        String(piece.fallback ?? ""),
    ),
  color: (piece) => make("code", {}, String(piece.value)),
};

function other(piece) {
  return document.createTextNode(String(piece.text ?? piece.url ?? ""));
}
