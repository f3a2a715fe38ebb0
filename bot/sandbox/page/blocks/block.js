// Blocks as Slack draws them. One that the page does not know is shown as such, with all that was sent.
import { keep, make } from "../dom.js";
import { linkTo } from "../text/links.js";
import { markdown } from "../text/markdown.js";
import { richText } from "../text/rich.js";
import { element } from "./element.js";
import { input } from "./input.js";
import { picture } from "./picture.js";
import { table } from "./table.js";
import { unknown } from "./unknown.js";
import { textNode } from "./words.js";

// Draws `blocks` into `place`; those that have not changed stay as they are. `use`: what their elements do (uses.js).
export function drawBlocks(place, blocks, use) {
  const { reading } = use;
  const shown = blocks.map((block, at) => ({ block, at }));
  const sign = ({ block }) =>
    JSON.stringify([block, use.surface, reading.me, reading.zone, reading.day]);
  keep(
    place,
    shown,
    ({ block, at }) => block.block_id ?? `at ${at}`,
    sign,
    ({ block }) => drawBlock(block, use),
  );
  markWrong(place, use);
}

// Says at each input what is wrong with it, and no more where nothing is; the inputs stay as they are.
export function markWrong(place, use) {
  for (const { node } of place.kept.values()) node.markWrong?.(use.errors[node.dataset.block]);
}

export function drawBlock(block, use) {
  try {
    const node = (BLOCKS[block.type] ?? unknown)(block, use);
    node.classList.add("block");
    return node;
  } catch {
    return unknown(block);
  }
}

function section(block, use) {
  const words = make("div", { class: "words" }, block.text && textNode(block.text, use));
  if (block.fields)
    words.append(
      make(
        "div",
        { class: "fields" },
        block.fields.map((field) => textNode(field, use)),
      ),
    );
  return make(
    "div",
    { class: "section" },
    words,
    block.accessory && make("div", { class: "accessory" }, element(block, block.accessory, use)),
  );
}

function context(block, use) {
  const parts = block.elements.map((part) => (part.type === "image" ? picture(part, "icon") : textNode(part, use)));
  return make("div", { class: "context" }, parts);
}

function video(block, use) {
  const title = make("div", { class: "title" }, linkTo(block.title_url ?? block.video_url, block.title.text));
  const about = [block.provider_name, block.author_name].filter(Boolean).join(", ");
  return make(
    "figure",
    { class: "video" },
    about && make("div", { class: "soft" }, about),
    title,
    block.description && textNode(block.description, use),
    picture({ ...block, image_url: block.thumbnail_url }),
  );
}

const BLOCKS = {
  section,
  context,
  video,
  input,
  table,
  header: (block) => make("p", { class: "header", role: "heading", "aria-level": 4 }, block.text.text),
  divider: () => make("hr"),
  actions: (block, use) =>
    make(
      "div",
      { class: "actions" },
      block.elements.map((one) => element(block, one, use)),
    ),
  context_actions: (block, use) =>
    make(
      "div",
      { class: "actions" },
      block.elements.map((one) => element(block, one, use)),
    ),
  image: (block) =>
    make("figure", {}, block.title && make("figcaption", { class: "soft" }, block.title.text), picture(block)),
  rich_text: (block, use) => richText(block, use.reading),
  markdown: (block) => markdown(String(block.text)),
  alert: (block, use) =>
    make("div", { class: `alert ${block.level ?? "default"}`, role: "note" }, textNode(block.text, use)),
  file: (block) => make("div", { class: "context" }, `A file kept elsewhere: ${block.external_id}`),
};
