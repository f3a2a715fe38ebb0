// The `table` block: the first row is its head.
import { make } from "../dom.js";
import { richText } from "../text/rich.js";

export function table(block, use) {
  const [head, ...rows] = block.rows;
  const cells = (tag, row) =>
    row.map((cell, at) => make(tag, { class: block.column_settings?.[at]?.align ?? "left" }, shown(cell, use)));
  return make(
    "div",
    { class: "table", tabindex: 0, role: "group", "aria-label": "Table" },
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, cells("th", head ?? []))),
      make(
        "tbody",
        {},
        rows.map((row) => make("tr", {}, cells("td", row))),
      ),
    ),
  );
}

function shown(cell, use) {
  return cell.type === "rich_text" ? richText(cell, use.reading) : String(cell.text ?? cell.value ?? "");
}
