// For developers: what the app sent and what Slack sent, of one message or of everything lately.
import { byId, changed, focusNamed, keep, make } from "../dom.js";
import { go, page } from "../page.js";
import { records } from "../server.js";
import { timeIn } from "../text/moments.js";
import { here } from "../window.js";
import { gist } from "./gist.js";

// It is not kept between two starts, nor more than the last 2,000.
const FORGOTTEN = "It was sent before the sandbox was last started: what went to and fro then is not kept.";
const NOTHING = "Nothing has been sent since the sandbox was started.";
const BUILDER = "https://app.slack.com/block-kit-builder/#";

export function startInspector() {
  byId("inspector").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  byId("inspector-close").onclick = close;
  byId("inspector-all").onclick = () => go({ about: "" });
}

async function close() {
  const { about } = here;
  await go({ beside: "", about: "" });
  if (!focusNamed(byId("messages"), `message ${about.split(" ")[1]}`)) byId("inspect").focus();
}

export function drawInspector({ state }) {
  const panel = byId("inspector");
  panel.hidden = here.beside !== "inspector";
  if (panel.hidden) return;
  byId("inspector-all").hidden = !here.about;
  byId("inspector-about").textContent = here.about
    ? "One message: what made it and what came of it."
    : "Everything lately, the latest first.";
  if (changed(panel, "asked", [here.about, state.start, state.changes])) load();
}

async function load() {
  const about = here.about;
  const found = await records(about);
  if (about !== here.about) return;
  const list = byId("records");
  keep(
    list,
    found.toReversed(),
    (one) => String(one.number),
    (one) => String(one.number),
    record,
  );
  byId("no-records").hidden = found.length > 0;
  byId("no-records").textContent = about ? FORGOTTEN : NOTHING;
}

function record(one) {
  const byApp = one.by === "app";
  const who = one.user ? ` · ${page.reading.person(one.user)}` : "";
  const top = make(
    "summary",
    {},
    make("span", { class: `arrow ${one.by}` }, byApp ? "app → Slack" : "Slack → app"),
    make("code", {}, one.name),
    make("span", { class: "gist" }, gist(one)),
    make("span", { class: "soft" }, `${who} ${timeIn(page.reading.zone, one.at)}${went(one)}`),
  );
  const box = make("details", { class: "record" }, top);
  box.ontoggle = () => {
    if (box.open && box.childElementCount === 1) box.append(...inside(one));
  };
  return make("li", {}, box);
}

function went({ by, answer }) {
  if (by === "app") return answer && answer.ok === false ? ` · refused: ${answer.error}` : "";
  if (!answer) return " · not answered yet";
  if (answer.error) return ` · ${answer.error}`;
  return answer.status === 200 ? "" : ` · answered ${answer.status}`;
}

function inside(one) {
  const kit = blocksOf(one);
  const parts = [
    kit &&
      make(
        "a",
        { href: BUILDER + encodeURIComponent(JSON.stringify(kit)), target: "_blank", rel: "noopener noreferrer" },
        "Open in Block Kit Builder",
      ),
  ];
  const sent = one.by === "app" ? "What the app sent" : "What Slack sent";
  parts.push(...json(sent, one.content));
  if (Object.keys(one.envelope ?? {}).length) parts.push(...json("In this envelope", one.envelope));
  if (one.answer)
    parts.push(...json(one.by === "app" ? "What Slack answered" : "What the app answered", opened(one.answer)));
  return parts.filter(Boolean);
}

function blocksOf({ by, content }) {
  if (by !== "app") return null;
  if (content.view?.blocks) return content.view;
  return Array.isArray(content.blocks) && content.blocks.length ? { blocks: content.blocks } : null;
}

// An answer whose body is JSON is shown as such.
function opened(answer) {
  try {
    return typeof answer.body === "string" && answer.body ? { ...answer, body: JSON.parse(answer.body) } : answer;
  } catch {
    return answer;
  }
}

function json(title, value) {
  return [
    make("p", { class: "soft" }, title),
    make("pre", { tabindex: 0, "aria-label": title, role: "group" }, JSON.stringify(value, null, 2)),
  ];
}
