// A field that opens a list to choose from, one entry or several; typing searches it.
import { make, newId } from "../dom.js";
import { isAmong, rowsOf } from "./choicelist.js";
import { popup } from "./popup.js";

const PAUSE = 150;

// An entry has a `key`, `words`, `about` and its `value`. `search(typed)` gives groups of entries, now or later;
// `changed(entries)` says whether the choice stands. `least`: how many characters must be typed before it is asked.
export function picker(wanted) {
  const field = new Picker(wanted);
  return field.node;
}

class Picker {
  constructor({ chosen, several, most, name, labelledBy, placeholder, clears, focus, least, search, changed }) {
    Object.assign(this, { chosen, several, most, placeholder, clears, least, search, changed });
    this.list = make("ul", {
      id: newId("list"),
      role: "listbox",
      "aria-multiselectable": several ? "true" : null,
      "aria-label": "Choices",
    });
    this.said = make("p", { class: "soft", role: "status" });
    this.typing = make("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      placeholder: "Type to search",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-label": "Search the choices",
    });
    this.face = make("span", { id: newId("value"), class: "value" });
    this.button = make(
      "button",
      { type: "button", class: "picker", "aria-haspopup": "listbox", data: { focus, main: "" } },
      this.face,
    );
    if (labelledBy) this.button.setAttribute("aria-labelledby", `${labelledBy} ${this.face.id}`);
    else this.name = name;
    this.box = make("div", { class: "choices" }, this.typing, this.list, this.said);
    this.tokens = make("span", { class: "tokens" });
    this.popup = popup(this.button, this.box, { opened: () => this.opened() });
    this.node = make(
      "div",
      { class: several ? "picks several" : "picks" },
      several ? this.tokens : null,
      this.button,
      this.box,
    );
    this.listen();
    this.show();
  }

  listen() {
    this.button.onkeydown = (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.popup.open();
    };
    this.typing.oninput = () => {
      clearTimeout(this.pause);
      this.waits = this.isSlow;
      if (this.isSlow) this.pause = setTimeout(() => this.find(), PAUSE);
      else this.find();
    };
    this.typing.onkeydown = (event) => this.key(event);
    this.list.onclick = (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(item.entry);
    };
  }

  // What is chosen, on the button; where several may be, each with a cross to take it away again.
  show() {
    const words = this.chosen.map((entry) => entry.words).join(", ");
    this.face.textContent = this.several ? this.placeholder : words || this.placeholder;
    this.face.classList.toggle("soft", this.several || !words);
    if (this.name) this.button.setAttribute("aria-label", words ? `${this.name}: ${words}` : this.name);
    if (this.several) this.tokens.replaceChildren(...this.chosen.map((entry) => this.token(entry)));
  }

  token(entry) {
    const away = make("button", { type: "button", "aria-label": `Take away ${entry.words}` }, "✕");
    away.onclick = () => this.take(this.chosen.filter((one) => one.key !== entry.key)).then(() => this.button.focus());
    return make("span", { class: "token" }, entry.words, away);
  }

  opened() {
    this.isSlow = this.least > 0;
    this.takesFirst = false;
    this.typing.value = "";
    this.typing.focus();
    this.find();
  }

  // The picker's own choices are there at once. The app's come later: who presses Enter meanwhile gets the first.
  find() {
    const typed = this.typing.value.trim();
    this.turn = (this.turn ?? 0) + 1;
    if (typed.length < this.least) {
      this.found([], `Type ${this.least} characters or more.`);
      return;
    }
    const groups = this.search(typed);
    this.isSlow = groups instanceof Promise;
    if (this.isSlow) this.askApp(groups, this.turn);
    else this.found(groups);
  }

  async askApp(asked, turn) {
    this.waits = true;
    this.offer([], "Asking the app …");
    const groups = await asked;
    if (turn === this.turn) this.found(groups);
  }

  found(groups, said = groups.length ? "" : "Nothing fits.") {
    const takes = this.takesFirst;
    this.waits = this.takesFirst = false;
    this.offer(groups, said);
    if (takes && this.items[this.at]) this.choose(this.items[this.at].entry);
  }

  offer(groups, said) {
    this.list.replaceChildren(...rowsOf(groups, this.chosen, this.clears && !this.several));
    this.said.textContent = said;
    this.at = -1;
    this.typing.removeAttribute("aria-activedescendant");
    const ticked = this.items.findIndex((item) => item.ariaSelected === "true");
    this.go(Math.max(0, ticked));
    this.popup.place();
  }

  get items() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  go(to) {
    const { items } = this;
    items[this.at]?.classList.remove("current");
    this.at = Math.max(0, Math.min(to, items.length - 1));
    const item = items[this.at];
    if (!item) return;
    item.classList.add("current");
    item.scrollIntoView({ block: "nearest" });
    this.typing.setAttribute("aria-activedescendant", item.id);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) this.go(this.at + steps[event.key]);
    else if (event.key === "Enter") this.enter();
    else return;
    event.preventDefault();
  }

  enter() {
    if (this.waits) this.takesFirst = true;
    else if (this.items[this.at]) this.choose(this.items[this.at].entry);
  }

  async choose(entry) {
    const { several, chosen } = this;
    const has = isAmong(chosen, entry);
    if (several && !has && this.most && chosen.length >= this.most) {
      this.said.textContent = `${this.most} at most.`;
      return;
    }
    if (!several) this.popup.close();
    await this.take(
      entry.clear ? [] : !several ? [entry] : has ? chosen.filter((one) => one.key !== entry.key) : [...chosen, entry],
    );
    if (several) for (const item of this.items) item.ariaSelected = String(isAmong(this.chosen, item.entry));
  }

  async take(entries) {
    const before = this.chosen;
    this.chosen = entries;
    this.show();
    if (await this.changed(entries)) return;
    this.chosen = before;
    this.show();
  }
}
