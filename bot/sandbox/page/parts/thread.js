// The thread that stands beside the conversation.
import { byId, focusNamed } from "../dom.js";
import { go, roomOf } from "../page.js";
import { here } from "../window.js";
import { composer } from "./composer.js";
import { drawMessages, stayAtEnd } from "./messages.js";
import { titleOf } from "./room.js";

let write = null;

export function drawThread({ state, reading }) {
  const panel = byId("thread");
  panel.hidden = here.beside !== "thread";
  if (panel.hidden) return;
  const thread = state.room?.id === here.room ? state.room.thread : null;
  const room = roomOf(state);
  byId("thread-about").textContent = room ? titleOf(room) : "";
  byId("thread-gone").hidden = Boolean(thread);
  byId("thread-count").textContent = thread
    ? `${thread.replies.length} ${thread.replies.length === 1 ? "reply" : "replies"}`
    : "";
  drawMessages(byId("thread-root"), thread ? [thread.root] : [], reading, { inThread: true });
  drawMessages(byId("thread-replies"), thread?.replies ?? [], reading, { inThread: true });
  byId("thread-composer").hidden = !thread || !roomOf(state)?.inside;
  write();
}

export function startThread() {
  stayAtEnd(byId("thread-body"), byId("thread-replies"));
  byId("thread-close").onclick = close;
  write = composer(byId("thread-composer"), {
    label: () => "Reply …",
    thread: () => (here.beside === "thread" ? { channel: here.room, ts: here.thread } : null),
  });
  byId("thread").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest("[popover]"))
      close();
  });
}

// Whoever has read the thread goes on at the message that it is about.
async function close() {
  const { thread } = here;
  await go({ beside: "", thread: "" });
  focusNamed(byId("messages"), `message ${thread}`);
}
