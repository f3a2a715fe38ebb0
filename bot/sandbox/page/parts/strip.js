// The clock, and the regions of the world: what time it is there, whether it is day, who is on shift.
import { byId, changed, keep, make } from "../dom.js";
import { act, nowOf, page, personOf } from "../page.js";
import { partsIn, timeIn, weekdayAndTime } from "../text/moments.js";

const HOUR = 3_600;
const DAY = 24 * HOUR;
// So many regions have room beside the clock; more get a row of their own.
const BESIDE = 4;

export function startStrip() {
  byId("next-start").onclick = (event) => turn(event.currentTarget, { do: "next_start" });
  byId("hour").onclick = (event) => turn(event.currentTarget, { do: "forward", seconds: HOUR });
  byId("play").onclick = (event) => turn(event.currentTarget, { do: page.state.clock.playing ? "pause" : "play" });
  setInterval(tick, 250);
}

// A jump takes a moment: the bot does all that is due on the way.
async function turn(button, what) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await act(what);
  button.ariaBusy = "false";
}

export function drawStrip({ state }) {
  const { clock } = state;
  byId("turns").hidden = !clock.turns;
  byId("not-ready").hidden = state.ready;
  byId("play").textContent = clock.playing ? "⏸ Pause" : "▶ Play";
  byId("play").title = clock.playing ? "Let the clock go on as clocks do" : "Let a day pass in a minute";
  tick();
}

function tick() {
  const { state } = page;
  if (!state) return;
  const now = nowOf(state);
  const me = personOf(state.me, state);
  const minute = Math.floor(now / 60);
  if (!me || !changed(tick, "minute", [minute, state.me, state.strip, state.clock])) return;
  const { weekday, day, month } = partsIn(me.zone, now);
  byId("today").textContent = `${weekday} ${day} ${month}`;
  byId("time").textContent = timeIn(me.zone, now);
  byId("whose").textContent = `${me.name.split(" ")[0]}’s time (${me.place})`;
  const regions = state.strip.length ? state.strip : placesOf(state);
  byId("strip").classList.toggle("many", regions.length > BESIDE);
  keep(
    byId("regions"),
    regions,
    (one) => `${one.team} ${one.region}`,
    (one) => JSON.stringify([one, minute, state.me]),
    (one) => region(one, now, me),
  );
  nextStart(regions, now);
}

// Without a roster: where the people are.
function placesOf({ people }) {
  const zones = new Map(people.map((person) => [person.zone, person.place]));
  return [...zones]
    .slice(0, 6)
    .map(([timezone, place]) => ({ team: "", region: place, timezone, open: false, on_shift: [] }));
}

function nextStart(regions, now) {
  const first = regions.find((one) => one.next_day_start && one.next_day_start === one.first_start);
  const button = byId("next-start");
  button.disabled = !first;
  button.title = first ? `${first.region}, ${weekdayAndTime(first.timezone, first.first_start)} there` : "";
  byId("next-start-about").textContent = first
    ? `${first.region}, in ${lasting(first.first_start - now)}`
    : "none is planned";
}

function region(one, now, me) {
  const there = partsIn(one.timezone, now);
  const hour = Number(there.hour) + Number(there.minute) / 60;
  const isDay = hour >= 7 && hour < 19;
  const isOfSeveral = page.state.strip.some((other) => other.team !== one.team);
  const isOtherDay = there.date !== partsIn(me.zone, now).date;
  return make(
    "li",
    { class: `region ${isDay ? "day" : "night"} ${one.open ? "open" : ""} ${one.timezone === me.zone ? "mine" : ""}` },
    isOfSeveral && make("div", { class: "region-team" }, one.team),
    make(
      "div",
      { class: "region-top" },
      make("span", { class: "region-name" }, one.region),
      make("span", { class: "sky", "aria-hidden": "true" }, isDay ? "☀️" : "🌙"),
      make("span", { class: "unseen" }, isDay ? ", day" : ", night"),
      make("span", { class: "region-time" }, (isOtherDay ? weekdayAndTime : timeIn)(one.timezone, now)),
    ),
    band(one, now, hour),
    make("div", { class: "region-shift" }, make("span", {}, shiftWords(one)), toItsStart(one)),
  );
}

function toItsStart(one) {
  if (!one.next_day_start || !page.state.clock.turns) return null;
  const isSoon = one.next_day_start - nowOf(page.state) < DAY;
  const at = (isSoon ? timeIn : weekdayAndTime)(one.timezone, one.next_day_start);
  const name = `To ${one.region}’s next day start, ${weekdayAndTime(one.timezone, one.next_day_start)} there`;
  return make(
    "button",
    {
      type: "button",
      class: "to-start",
      title: name,
      "aria-label": name,
      data: { focus: "start" },
      onclick: (event) => turn(event.currentTarget, { do: "next_start", region: one.region }),
    },
    "⏭",
    make("span", {}, ` ${at}`),
  );
}

// The day there from midnight to midnight, with the shift and where the day stands.
function band(one, now, hour) {
  const needle = make("span", { class: "needle" });
  needle.style.left = `${(hour / 24) * 100}%`;
  const parts = [needle];
  if (one.start) {
    const midnight = now - hour * HOUR;
    for (const [from, to] of within((one.start - midnight) / DAY, (one.end - midnight) / DAY)) {
      const shift = make("span", { class: "shift" });
      shift.style.left = `${from * 100}%`;
      shift.style.width = `${(to - from) * 100}%`;
      parts.unshift(shift);
    }
  }
  return make("div", { class: "band", "aria-hidden": "true" }, parts);
}

// The hours of a shift on the face of one day: one that goes on after midnight is in two pieces.
function within(from, to) {
  const start = ((from % 1) + 1) % 1;
  const end = start + Math.min(to - from, 1);
  return end <= 1
    ? [[start, end]]
    : [
        [0, end - 1],
        [start, 1],
      ];
}

function shiftWords(one) {
  if (!one.start) return one.team ? "no shift is planned" : "";
  const who = one.on_shift.map((id) => page.reading.person(id).split(" ")[0]).join(", ");
  if (one.open) return `${who || "open"}, till ${timeIn(one.timezone, one.end)}`;
  return `off, next: ${who}`;
}

function lasting(seconds) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h${minutes % 60 ? ` ${minutes % 60}` : ""}` : `${Math.round(hours / 24)} days`;
}
