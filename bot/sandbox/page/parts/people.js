// Whom one can be. Each is a link, so that somebody else can be opened in a second window.
import { byId, keep, make } from "../dom.js";
import { go, nowOf, page } from "../page.js";
import { partsIn, weekdayAndTime } from "../text/moments.js";
import { addressAs, here } from "../window.js";
import { avatar } from "./avatar.js";

export function drawPeople({ state }) {
  const minute = Math.floor(nowOf(state) / 60);
  const sign = (person) => JSON.stringify([person, person.id === state.me, minute]);
  keep(byId("people-list"), state.people, (person) => person.id, sign, row);
}

function row(person) {
  const { state } = page;
  const now = nowOf(state);
  const isMe = person.id === state.me;
  const night = isNight(person.zone, now);
  const first = person.name.split(" ")[0];
  const about = [person.place, weekdayAndTime(person.zone, now), ...person.marks].join(", ");
  const unread = person.unread ? `, ${person.unread} unread` : "";
  const link = make(
    "a",
    {
      href: addressAs(person.id),
      class: `person ${night ? "night" : ""}`,
      "aria-current": isMe ? "true" : null,
      title: `${person.name}, ${about}`,
      "aria-label": `${person.name}, ${about}${unread}`,
      data: { focus: person.id },
    },
    avatar(person.id, person.name),
    make("span", { class: "first" }, first),
    make("span", { class: "clock" }, weekdayAndTime(person.zone, now).slice(4)),
    person.unread && !isMe ? make("span", { class: "unread" }, String(person.unread)) : null,
  );
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    become(person.id);
  };
  return make("li", {}, link);
}

export function become(person) {
  return go({ as: person, thread: "", beside: here.beside === "thread" ? "" : here.beside, editing: "" });
}

function isNight(zone, seconds) {
  const hour = Number(partsIn(zone, seconds).hour);
  return hour < 7 || hour >= 19;
}
