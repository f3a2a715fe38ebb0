// Slack's mrkdwn as elements: bold, italic, struck, code, quotes, links, mentions, dates, emoji.
import { make } from "../dom.js";
import { emojiIn } from "./emoji.js";
import { linkTo } from "./links.js";
import { channelMention, mention, personMention } from "./mentions.js";
import { renderDate } from "./moments.js";

const CODE = /```\n?([^]+?)\n?```|`([^`\n]+)`/g;
const ANGLE = /<([^<>]+)>/g;
const STYLES = [
  ["strong", /(?<![\p{L}\p{N}_*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}_*])/u],
  ["em", /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])/u],
  ["s", /(?<![\p{L}\p{N}_~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}_~])/u],
];
const QUOTE = /^(?:&gt;|>) ?/;
// What has been read already stands in the text as a number between these two, which nobody types.
const [OPEN, SHUT] = ["\uE000", "\uE001"];
const KEPT = /\uE000(\d+)\uE001/;
const APART = new Set(["BLOCKQUOTE", "PRE"]);
const ADDRESS = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"]/;

// `reading` says who reads: zone, now, names (see reading.js). `verbatim` leaves addresses and @here as they stand.
export function mrkdwn(text, reading, verbatim = false) {
  const kept = [];
  const keep = (node) => `${OPEN}${kept.push(node) - 1}${SHUT}`;
  const plain = text
    .replace(/[\uE000\uE001]/g, "")
    .replace(CODE, (_, block, word) =>
      keep(block === undefined ? make("code", {}, unescape(word)) : make("pre", {}, unescape(block))),
    )
    .replace(ANGLE, (_, inner) => keep(angle(inner, reading)));
  const whole = document.createDocumentFragment();
  for (const { quoted, lines } of quotes(plain)) {
    const nodes = inline(lines.join("\n"), kept, verbatim);
    whole.append(...(quoted ? [make("blockquote", {}, nodes)] : nodes));
  }
  return whole;
}

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// The text as nothing but words, as a screen reader or a lock screen gives it.
export function asWords(text, reading) {
  const parts = [...mrkdwn(text, reading, true).childNodes].map((node) => ({
    words: node.textContent,
    apart: APART.has(node.nodeName),
  }));
  return parts.map(({ words, apart }, at) => `${at && (apart || parts[at - 1].apart) ? "\n" : ""}${words}`).join("");
}

function quotes(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    const last = found.at(-1);
    const bare = quoted ? line.replace(QUOTE, "") : line;
    if (last?.quoted === quoted) last.lines.push(bare);
    else found.push({ quoted, lines: [bare] });
  }
  return found;
}

function inline(text, kept, verbatim) {
  const found = STYLES.map(([tag, pattern]) => [tag, pattern.exec(text)]).filter(([, match]) => match);
  if (!found.length) return leaf(text, kept, verbatim);
  const [tag, match] = found.reduce((first, one) => (one[1].index < first[1].index ? one : first));
  const rest = text.slice(match.index + match[0].length);
  return [
    ...leaf(text.slice(0, match.index), kept, verbatim),
    make(tag, {}, inline(match[1], kept, verbatim)),
    ...inline(rest, kept, verbatim),
  ];
}

function leaf(text, kept, verbatim) {
  const match = KEPT.exec(text);
  if (match) {
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    return [...leaf(before, kept, verbatim), kept[Number(match[1])], ...leaf(after, kept, verbatim)];
  }
  return verbatim ? emojiIn(unescape(text)) : linked(unescape(text));
}

// Where Slack is free to read the text, an address becomes a link.
function linked(text) {
  const match = ADDRESS.exec(text);
  if (!match) return emojiIn(text);
  const rest = text.slice(match.index + match[0].length);
  return [...emojiIn(text.slice(0, match.index)), linkTo(match[0]), ...linked(rest)];
}

function angle(inner, reading) {
  const bar = inner.indexOf("|");
  const [body, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), inner.slice(bar + 1)];
  if (body.startsWith("!date^")) return date(body, label, reading);
  if (body.startsWith("@")) return personMention(body.slice(1), reading);
  if (body.startsWith("#")) return channelMention(body.slice(1), label, reading);
  if (body.startsWith("!")) return mention(unescape(label) || `@${body.slice(1)}`, true);
  return linkTo(unescape(body), unescape(label));
}

function date(body, fallback, reading) {
  const [, seconds, template, address] = body.split("^");
  const known = /^-?\d+$/.test(seconds ?? "") && template !== undefined;
  const shown =
    (known && renderDate(Number(seconds), unescape(template), reading.zone, reading.now)) || unescape(fallback);
  return address ? linkTo(address, shown) : make("time", {}, shown);
}
