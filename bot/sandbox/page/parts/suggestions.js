// What is offered while one types: commands after `/`, people after `@`, channels after `#`.
import { keep, make, newId } from "../dom.js";
import { page } from "../page.js";

const MOST = 8;
const WORD = /(?:^|\s)([@#])([^@#\n]{0,40})$/u;

export function suggesting(words, form) {
  const list = make("ul", {
    class: "offers",
    role: "listbox",
    id: newId("offers"),
    "aria-label": "Suggestions",
    hidden: true,
  });
  const usage = make("p", { class: "offers usage soft", role: "note", hidden: true });
  form.prepend(list, usage);
  words.setAttribute("aria-autocomplete", "list");
  words.setAttribute("aria-controls", list.id);
  let found = [];
  let at = -1;

  function close() {
    found = [];
    show();
    usage.hidden = true;
  }

  function show() {
    at = found.length ? 0 : -1;
    list.hidden = !found.length;
    usage.textContent = found.length ? "" : usageOf(words.value);
    usage.hidden = !usage.textContent;
    keep(
      list,
      found,
      (one) => one.words,
      (one) => JSON.stringify(one),
      (one) => item(one),
    );
    mark();
  }

  function item(one) {
    const row = make(
      "li",
      { role: "option", id: newId("offer"), "aria-selected": "false" },
      make("span", { class: "name" }, one.words),
      make("span", { class: "soft" }, one.about),
    );
    row.onmousedown = (event) => {
      event.preventDefault();
      take(one);
    };
    return row;
  }

  function mark() {
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) words.setAttribute("aria-activedescendant", list.children[at].id);
    else words.removeAttribute("aria-activedescendant");
  }

  function take(one) {
    const after = words.value.slice(words.selectionStart);
    const before = words.value.slice(0, words.selectionStart - one.typed.length);
    words.value = `${before}${one.words} ${after}`;
    words.setSelectionRange(before.length + one.words.length + 1, before.length + one.words.length + 1);
    close();
    words.dispatchEvent(new Event("input", { bubbles: true }));
    words.focus();
  }

  words.addEventListener("input", () => {
    found = offered(words.value.slice(0, words.selectionStart));
    show();
  });
  words.addEventListener("blur", close);
  words.addEventListener("keydown", (event) => {
    if (!found.length) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const whole = found[at]?.typed === found[at]?.words;
    if (event.key in steps) at = (at + steps[event.key] + found.length) % found.length;
    else if (event.key === "Tab" || (event.key === "Enter" && !whole)) take(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    mark();
  });
  return { close };
}

// How the command that is being typed goes on, as long as it is.
function usageOf(text) {
  const command = page.state.commands.find(({ name, hint }) => hint && text.startsWith(`${name} `));
  return command ? `${command.name} ${command.hint}` : "";
}

function offered(before) {
  if (/^\/\S*$/.test(before)) {
    return page.state.commands
      .filter((one) => one.name.startsWith(before))
      .map((one) => ({
        words: one.name,
        about: [one.hint, one.description].filter(Boolean).join(" – "),
        typed: before,
      }));
  }
  const [, sign, typed] = WORD.exec(before) ?? [];
  if (!sign) return [];
  const names =
    sign === "@"
      ? page.state.people.map((one) => [one.name, one.place])
      : page.state.rooms.filter((one) => one.kind !== "im").map((one) => [one.name, ""]);
  const wanted = typed.toLowerCase();
  return names
    .filter(([name]) => name.toLowerCase().startsWith(wanted) && name.toLowerCase() !== wanted)
    .slice(0, MOST)
    .map(([name, about]) => ({ words: `${sign}${name}`, about, typed: `${sign}${typed}` }));
}
