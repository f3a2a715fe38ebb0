// A field that opens a list to choose from, one entry or several; typing searches it.
import { make, newId } from "../dom.js";
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
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.find(), this.least || this.slow ? PAUSE : 0);
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
    this.typing.value = "";
    this.typing.focus();
    this.find();
  }

  async find() {
    const typed = this.typing.value.trim();
    this.asked = (this.asked ?? 0) + 1;
    const turn = this.asked;
    if (typed.length < this.least) return this.offer([], `Type ${this.least} characters or more.`);
    const found = this.search(typed);
    this.slow = found instanceof Promise;
    if (this.slow) this.offer([], "Asking the app …");
    const groups = await found;
    if (turn === this.asked) this.offer(groups, groups.length ? "" : "Nothing fits.");
  }

  offer(groups, said) {
    const clear =
      this.clears && !this.several && this.chosen.length
        ? [{ entries: [{ key: "", words: "No choice", value: null, clear: true }] }]
        : [];
    this.list.replaceChildren(...[...clear, ...groups].flatMap((group) => this.group(group)));
    this.said.textContent = said;
    this.at = -1;
    this.typing.removeAttribute("aria-activedescendant");
    this.go(
      Math.max(
        0,
        this.items.findIndex((item) => item.ariaSelected === "true"),
      ),
    );
    this.popup.place();
  }

  group({ label, entries }) {
    const items = entries.map((entry) => this.item(entry));
    if (!label) return items;
    const name = newId("group");
    return [make("li", { role: "presentation", class: "group", id: name }, label), ...items];
  }

  item(entry) {
    const chosen = this.chosen.some((one) => one.key === entry.key);
    const item = make(
      "li",
      { id: newId("option"), role: "option", "aria-selected": String(chosen) },
      make("span", {}, entry.words),
      entry.about && make("span", { class: "soft" }, entry.about),
    );
    item.entry = entry;
    return item;
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
    else if (event.key === "Enter" && this.items[this.at]) this.choose(this.items[this.at].entry);
    else if (event.key !== "Enter") return;
    event.preventDefault();
  }

  async choose(entry) {
    const { several, chosen } = this;
    const has = chosen.some((one) => one.key === entry.key);
    if (several && !has && this.most && chosen.length >= this.most) {
      this.said.textContent = `${this.most} at most.`;
      return;
    }
    if (!several) this.popup.close();
    await this.take(
      entry.clear ? [] : !several ? [entry] : has ? chosen.filter((one) => one.key !== entry.key) : [...chosen, entry],
    );
    if (several)
      for (const item of this.items) item.ariaSelected = String(this.chosen.some((one) => one.key === item.entry.key));
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
