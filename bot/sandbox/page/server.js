// Asks the sandbox: what there is to show, and to do something.
import { here } from "./window.js";

export async function look() {
  const query = new URLSearchParams({
    as: here.as,
    room: here.room,
    thread: here.beside === "thread" ? here.thread : "",
    messages: here.messages,
  });
  return (await fetch(`/page/state?${query}`)).json();
}

// The answer says what there is to say (`said`), and what stands in red at which block (`errors`).
export function ask(what) {
  return post("/page/act", what);
}

export function choices(what) {
  return post("/page/choices", what);
}

async function post(address, what) {
  const headers = { "Content-Type": "application/json" };
  return (await fetch(address, { method: "POST", headers, body: JSON.stringify({ as: here.as, ...what }) })).json();
}

// What went to and fro, of the message `about` (its channel and ts) or lately.
export async function records(about) {
  return (await fetch(`/page/records?${new URLSearchParams({ about })}`)).json();
}

// Calls `changed` each time something has changed, and `gone` while the sandbox does not answer.
export function listen(changed, gone) {
  const again = () => setTimeout(() => listen(changed, gone), 1000);
  const line = new WebSocket(`ws://${location.host}/page/changes`);
  line.onmessage = changed;
  line.onclose = () => {
    gone();
    again();
  };
}
