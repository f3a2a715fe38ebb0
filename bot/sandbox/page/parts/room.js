// The conversation that is open: its name, its messages or the app's Home tab, and the box to write in.
import { byId, changed, keep, make } from "../dom.js";
import { act, go, roomOf } from "../page.js";
import { change, here } from "../window.js";
import { drawHome } from "./home.js";
import { drawMessages, stayAtEnd } from "./messages.js";

let came = { room: "", read: "" };

export function drawRoom({ state, reading }) {
  const room = roomOf(state);
  if (!room) return;
  const isHome = isApp(room, state) && here.tab === "home" && state.app.home;
  head(room, state);
  tabs(room, state, isHome);
  byId("scroll").hidden = isHome;
  byId("home").hidden = !isHome;
  byId("composer").hidden = isHome || !room.inside;
  join(room);
  if (isHome) {
    drawHome(state, reading);
    return;
  }
  if (state.room?.id === room.id) messages(room, state, reading);
}

function isApp(room, state) {
  return room.other === state.app.user;
}

export function titleOf(room) {
  if (room.kind === "im") return room.name;
  return `${room.kind === "private" ? "🔒" : "#"} ${room.name}`;
}

function head(room, state) {
  byId("title").textContent = titleOf(room);
  const members = `${room.members} ${room.members === 1 ? "member" : "members"}`;
  const about =
    room.kind === "im"
      ? isApp(room, state)
        ? "App"
        : "Direct message"
      : [members, room.archived && "archived", !room.app_inside && `${state.app.name} is not in this channel`];
  byId("about").textContent = [about].flat().filter(Boolean).join(" · ");
  document.title = `${titleOf(room)}, ${state.app.name} sandbox`;
}

function tabs(room, state, isHome) {
  const place = byId("tabs");
  place.hidden = !isApp(room, state) || !state.app.home;
  if (place.hidden) return;
  const tabs = [
    { name: "home", words: "Home", chosen: isHome },
    { name: "messages", words: "Messages", chosen: !isHome },
  ];
  keep(place, tabs, ({ name }) => name, JSON.stringify, tab);
}

function tab({ name, words, chosen }) {
  const data = { focus: name };
  return make("button", { type: "button", "aria-pressed": String(chosen), data, onclick: () => openTab(name) }, words);
}

// Slack tells the app when somebody opens one of its tabs, and the app answers with what is to be seen there.
export function openTab(tab) {
  change({ tab });
  return act({ do: "home", tab });
}

function messages(room, state, reading) {
  if (came.room !== `${here.as} ${room.id}`)
    came = { room: `${here.as} ${room.id}`, read: room.unread ? room.read : "", fresh: true };
  const list = byId("messages");
  list.setAttribute("aria-label", `Messages in ${room.name}`);
  drawMessages(list, state.room.messages, reading, { newFrom: came.read });
  if (came.fresh) byId("scroll").scrollTop = byId("scroll").scrollHeight;
  came.fresh = false;
  byId("earlier").hidden = !state.room.earlier;
  byId("nothing").hidden = state.room.messages.length > 0;
  byId("nothing").textContent =
    room.kind === "im"
      ? "No message yet."
      : `Nothing here yet. Type below: ${state.commands[0]?.name ?? "a message"} and a few words.`;
  if (room.unread && document.visibilityState === "visible") act({ do: "read", channel: room.id }, { quiet: true });
}

function join(room) {
  const place = byId("join");
  place.hidden = room.inside || room.kind === "im";
  if (place.hidden || !changed(place, "join", room.id)) return;
  place.replaceChildren(
    make("p", {}, `You are looking at # ${room.name}.`),
    make(
      "button",
      { type: "button", class: "button primary", onclick: () => act({ do: "join", channel: room.id }) },
      "Join channel",
    ),
  );
}

export function startRoom() {
  stayAtEnd(byId("scroll"), byId("messages"));
  byId("earlier").onclick = () => go({ messages: here.messages + 200 });
  byId("heard").onclick = () => go({ heard: !here.heard });
  byId("inspect").onclick = () => go({ beside: here.beside === "inspector" ? "" : "inspector", about: "" });
}

export function drawSwitches() {
  byId("heard").setAttribute("aria-pressed", String(here.heard));
  byId("inspect").setAttribute("aria-pressed", String(here.beside === "inspector"));
  document.body.classList.toggle("heard-only", here.heard);
}
