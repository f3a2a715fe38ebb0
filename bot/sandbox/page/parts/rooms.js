// The conversations at the side: channels, then the app.
import { byId, keep, make } from "../dom.js";
import { go, page } from "../page.js";
import { here } from "../window.js";
import { avatar } from "./avatar.js";

export function drawRooms({ state }) {
  const channels = state.rooms.filter((room) => room.kind !== "im");
  const direct = state.rooms.filter((room) => room.kind === "im");
  for (const [id, rooms] of [
    ["channels", channels],
    ["apps", direct],
  ]) {
    keep(
      byId(id),
      rooms,
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
