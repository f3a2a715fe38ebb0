// The page as it stands: what the server last said, who reads it, and what is done.
import { byId } from "./dom.js";
import { ask, choices, look } from "./server.js";
import { readingOf } from "./text/reading.js";
import { change, here } from "./window.js";

// `acts` counts what has been done in this window, by kind.
export const page = { state: null, reading: null, drawers: [], acts: { use: 0, submit: 0, next_start: 0, forward: 0 } };

// What the client says for what Slack says. An unknown command is explained by Slackbot, in the conversation.
const SAYINGS = {
  not_a_command: "",
  not_in_threads: "",
  dispatch_failed: "The app failed to answer. Its log says why.",
  operation_timeout: "The app took too long to answer. Its log says why.",
};
const GONE = "The sandbox does not answer. Is it still running?";
const BEGUN_AGAIN = "The sandbox was started again, and the open form is gone with it. Please open it once more.";

// From now on `draw(page)` is called whenever there is something new to show.
export function draws(draw) {
  page.drawers.push(draw);
}

let asking = Promise.resolve();
let waiting = null;

// Ask what there is to show, and show it. Who asks while an answer is on its way is told by the next one.
export function refresh() {
  waiting ??= asking.then(() => {
    waiting = null;
    asking = once();
    return asking;
  });
  return waiting;
}

async function once() {
  const asked = JSON.stringify(here);
  try {
    const state = await look();
    if (asked === JSON.stringify(here)) show(state);
  } catch (problem) {
    if (!(problem instanceof TypeError)) console.error(problem);
    lost();
  }
}

// The sandbox does not answer any more.
export function lost() {
  say(GONE);
  if (byId("form").open) byId("form-wrong").textContent = GONE;
}

function show(state) {
  for (const said of [byId("said"), byId("form-wrong")]) if (said.textContent === GONE) said.textContent = "";

  const elsewhere = state.me ? roomToOpen(state) : { as: state.opens_as ?? state.people[0]?.id };
  if (elsewhere && Object.values(elsewhere)[0]) {
    go(elsewhere, { corrects: true });
    return;
  }
  const loses = page.state?.form && !state.form && page.state.start !== state.start;
  page.state = { ...state, at: performance.now() };
  page.reading = readingOf(state);
  redraw();
  if (loses) say(BEGUN_AGAIN);
}

// Another room, where this person does not see the one that was open: a direct message gives way to one's own.
function roomToOpen({ rooms }) {
  if (rooms.some((room) => room.id === here.room)) return null;
  const direct = here.room.startsWith("D") && rooms.find((room) => room.kind === "im");
  const room = direct || rooms.find((one) => one.inside) || rooms[0];
  return room && { room: room.id };
}

// What is known of somebody else is not shown to whom one has become: the next answer is.
export function redraw() {
  if (page.reading && page.state.me === here.as) for (const draw of page.drawers) draw(page);
}

// Show something else in this window (`corrects`: see window.js). What is known already is shown at once.
export function go(what, how) {
  change(what, how);
  return showAgain();
}

// What the address says has changed.
export function showAgain() {
  redraw();
  return refresh();
}

// Do something; what is said about it stands above the message box, unless the caller shows it (`quiet`).
export async function act(what, { quiet = false } = {}) {
  let answer = { ok: false, said: GONE, errors: {} };
  try {
    answer = await ask(what);
  } catch (problem) {
    if (!(problem instanceof TypeError)) throw problem;
  }
  const said = SAYINGS[answer.said] ?? answer.said;
  if (answer.ok && what.do in page.acts) page.acts[what.do] += 1;
  if (!quiet) say(said);
  await refresh();
  return { ...answer, said, raw: answer.said };
}

export function say(words) {
  const place = byId("said");
  if (place.textContent !== words) place.textContent = words;
}

export { choices };

export function roomOf(state = page.state) {
  return state.rooms.find((room) => room.id === here.room);
}

export function personOf(id, state = page.state) {
  return state.people.find((person) => person.id === id);
}

// The time it is in the workspace. Between two answers it goes on by itself, but not while the clock is played: then
// it goes in steps, and the server tells of each.
export function nowOf({ clock, at }) {
  return clock.now + ((performance.now() - at) / 1000) * (clock.playing ? 0 : 1);
}
