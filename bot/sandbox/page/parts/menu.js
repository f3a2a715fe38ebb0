// A button with a menu behind it. Arrow keys, Home and End move in it.
import { make } from "../dom.js";
import { popup } from "./popup.js";

// `entries()` gives what is in it: words, about (a second line), act, danger. `face` stands on the button, `name` is
// what it is called.
export function menu({ face, name, entries, className = "", focus = "" }) {
  const button = make(
    "button",
    {
      type: "button",
      class: className,
      "aria-haspopup": "menu",
      "aria-label": name,
      title: name,
      data: { focus },
    },
    face,
  );
  const box = make("div", { class: "menu", role: "menu", "aria-label": name });
  const opening = popup(button, box, {
    filled: () => box.replaceChildren(...entries().map((entry) => menuItem(entry, () => opening.close()))),
    opened: () => box.querySelector("[role=menuitem]")?.focus(),
  });
  box.onkeydown = moves("[role=menuitem]");
  button.onkeydown = (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    opening.open();
  };
  return make("span", { class: "has-menu" }, button, box);
}

function menuItem(entry, close) {
  const item = make(
    "button",
    { type: "button", role: "menuitem", tabindex: -1, class: entry.danger ? "danger" : "" },
    make("span", {}, entry.words),
    entry.about && make("span", { class: "soft" }, entry.about),
  );
  item.onclick = () => {
    close();
    entry.act();
  };
  return item;
}

// Arrow keys, Home and End move among what `selector` finds; `across` is how many stand in a row.
export function moves(selector, across = 1) {
  return (event) => {
    const all = [...event.currentTarget.querySelectorAll(selector)];
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowDown: across, ArrowUp: -across, ArrowRight: 1, ArrowLeft: -1 };
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + steps[event.key];
    if (Number.isNaN(to) || at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
  };
}
