// The rows of a list to choose from, in their groups.
import { make, newId } from "../dom.js";

const NONE = { key: "", words: "No choice", value: null, clear: true };

// The rows for these groups of entries; `chosen` are those that are ticked, `clears`: none can be chosen, too.
export function rowsOf(groups, chosen, clears) {
  const clear = clears && chosen.length ? [{ entries: [NONE] }] : [];
  return [...clear, ...groups].flatMap(({ label, entries }) => {
    const rows = entries.map((entry) => row(entry, isAmong(chosen, entry)));
    return label ? [make("li", { role: "presentation", class: "group", id: newId("group") }, label), ...rows] : rows;
  });
}

export function isAmong(entries, entry) {
  return entries.some((one) => one.key === entry.key);
}

function row(entry, isChosen) {
  const words = make("span", {}, entry.words);
  const about = entry.about && make("span", { class: "soft" }, entry.about);
  const item = make("li", { id: newId("option"), role: "option", "aria-selected": String(isChosen) }, words, about);
  item.entry = entry;
  return item;
}
