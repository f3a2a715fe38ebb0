// Says what is new to those who do not see it: the `text` of a message that comes while the conversation is open.
import { byId, changed } from "../dom.js";
import { roomOf } from "../page.js";
import { asWords } from "../text/mrkdwn.js";
import { here } from "../window.js";
import { later } from "./messages.js";

let last = { room: "", ts: "0" };

export function sayAloud({ state, reading }) {
  const room = roomOf(state);
  if (!room || state.room?.id !== room.id) return;
  const newest = state.room.messages.at(-1);
  const name = `${here.as} ${room.id}`;
  const isNew = last.room === name && newest && later(newest.ts, last.ts) && newest.user !== state.me;
  last = { room: name, ts: newest?.ts ?? "0" };
  if (isNew && changed(last, "said", newest.ts))
    byId("aloud").textContent = `${reading.person(newest.user)}: ${asWords(newest.text, reading)}`;
}
