// The picker of reactions: what the app understands first, then the rest, by a search too.
import { make } from "../dom.js";
import { TONED, emojiNamed, emojiNames } from "../text/emoji.js";
import { moves } from "./menu.js";
import { popup } from "./popup.js";

const ACROSS = 8;
const TONES = [
  ["", "Any skin"],
  ["2", "🏻"],
  ["3", "🏼"],
  ["4", "🏽"],
  ["5", "🏾"],
  ["6", "🏿"],
];
// Names that mean the same emoji are offered once.
const TWINS = new Set(["raised_hand", "thumbsup", "thumbsdown", "pencil", "date", "large_red_circle"]);

// A button that opens the picker. `first` are the app's emoji and what each does, `pick(name)` is what a choice does.
export function emojiPicker({ face, name, className, focus, first, title, pick }) {
  const button = make(
    "button",
    { type: "button", class: className, "aria-label": name, title: name, data: { focus } },
    face,
  );
  const box = make("div", { class: "emojis", role: "dialog", "aria-label": name });
  const opening = popup(button, box, { filled: () => fill(), opened: () => box.querySelector("input").focus() });
  const choose = (emoji) => {
    opening.close();
    pick(emoji);
  };
  function fill() {
    const tone = make(
      "select",
      { "aria-label": "Skin tone" },
      TONES.map(([value, words]) => make("option", { value }, words)),
    );
    const typing = make("input", {
      type: "text",
      placeholder: "Search emoji",
      "aria-label": "Search emoji",
      autocomplete: "off",
    });
    const grids = make("div", { class: "grids" });
    const legend = make("p", { class: "legend soft" }, "Point at one to read what it is.");
    const read = ({ target }) => {
      if (target.title) legend.textContent = target.title;
    };
    grids.onpointerover = read;
    grids.addEventListener("focusin", read);
    const show = () =>
      grids.replaceChildren(
        ...groups(first, title, typing.value.trim().toLowerCase()).map((group) => grid(group, tone.value, choose)),
      );
    typing.oninput = show;
    tone.onchange = show;
    typing.onkeydown = (event) => {
      if (event.key === "ArrowDown") grids.querySelector("button")?.focus();
      else if (event.key === "Enter") grids.querySelector("button")?.click();
      else return;
      event.preventDefault();
    };
    grids.onkeydown = moves("button", ACROSS);
    show();
    box.replaceChildren(make("div", { class: "row" }, typing, tone), grids, legend);
  }
  return make("span", { class: "has-menu" }, button, box);
}

function groups(first, title, typed) {
  const fits = ([name, does]) => `${name} ${does}`.includes(typed.replaceAll(":", ""));
  const rest = emojiNames()
    .filter((name) => !(name in first) && !TWINS.has(name))
    .map((name) => [name, ""]);
  const both = [
    { title, emoji: Object.entries(first) },
    { title: "Others", emoji: rest },
  ];
  return both.map((group) => ({ ...group, emoji: group.emoji.filter(fits) })).filter((group) => group.emoji.length);
}

function grid({ title, emoji }, tone, choose) {
  const buttons = emoji.map(([name, does]) => {
    const full = tone && TONED.has(name) ? `${name}::skin-tone-${tone}` : name;
    const button = make(
      "button",
      { type: "button", "aria-label": name.replaceAll("_", " "), title: `:${name}: ${does}`.trim() },
      emojiNamed(full),
    );
    button.onclick = () => choose(full);
    return button;
  });
  return make(
    "section",
    { "aria-label": title },
    make("p", { class: "soft" }, title),
    make("div", { class: "grid" }, buttons),
  );
}
