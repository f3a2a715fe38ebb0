// The conversations at the side: channels, other people, and the app.
import { byId, keep, make } from "../dom.js";
import { act, go, page } from "../page.js";
import { here } from "../window.js";
import { avatar } from "./avatar.js";
import { menu } from "./menu.js";

const SECTIONS = {
  channels: (room) => room.kind !== "im",
  direct: (room, app) => room.kind === "im" && room.other !== app,
  apps: (room, app) => room.kind === "im" && room.other === app,
};

export function startRooms() {
  const entries = () => others().map(({ id, name, place }) => ({ words: name, about: place, act: () => turnTo(id) }));
  byId("write-to").append(menu({ face: "+", name: "Write to somebody", className: "quiet", focus: "write", entries }));
}

function others() {
  return page.state.people.filter(({ id, marks }) => id !== page.state.me && !marks.includes("gone"));
}

async function turnTo(other) {
  const room = () => page.state.rooms.find((one) => one.other === other);
  if (!room()) await act({ do: "turn_to", other });
  if (room()) await enter(room().id);
}

export function drawRooms({ state }) {
  for (const [id, isIn] of Object.entries(SECTIONS)) {
    keep(
      byId(id),
      state.rooms.filter((room) => isIn(room, state.app.user)),
      (room) => room.id,
      (room) => JSON.stringify([room.name, room.kind, room.unread, room.inside, room.archived, room.id === here.room]),
      row,
    );
  }
}

function row(room) {
  const face =
    room.kind === "im"
      ? avatar(room.other, room.name, room.other === page.state.app.user)
      : make("span", { class: "sign", "aria-hidden": "true" }, room.kind === "private" ? "🔒" : "#");
  const count = room.unread
    ? make("span", { class: "unread" }, String(room.unread), make("span", { class: "unseen" }, " unread"))
    : null;
  const button = make(
    "button",
    {
      type: "button",
      class: `room ${room.unread ? "bold" : ""} ${room.inside ? "" : "outside"}`,
      "aria-current": room.id === here.room ? "page" : null,
      data: { focus: room.id },
      onclick: () => enter(room.id),
    },
    face,
    make("span", { class: "name" }, room.name),
    room.archived && make("span", { class: "soft" }, "archived"),
    count,
  );
  return make("li", {}, button);
}

async function enter(room) {
  await go({
    room,
    beside: here.beside === "thread" ? "" : here.beside,
    thread: "",
    tab: "messages",
    messages: 200,
    editing: "",
  });
  document.querySelector("#composer textarea")?.focus();
}
