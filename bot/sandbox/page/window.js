// What this window shows: as whom, which conversation, what stands beside it. It is kept in the address, so that the
// browser's Back and Forward lead through it, and a second window can show the same workspace as somebody else.

const TEXT = ["as", "room", "tab", "thread", "beside", "about"];

// `tab` is messages or home; `beside` is empty, thread or inspector; `about` is the message the inspector is about.
export const here = addressed();

// Show something else: a step that Back takes back, or (`corrects`) what the address should have said.
export function change(what, { corrects = false } = {}) {
  Object.assign(here, what);
  const kept = TEXT.filter((name) => here[name]).map((name) => [name, here[name]]);
  if (here.heard) kept.push(["heard", "1"]);
  const address = `?${new URLSearchParams(kept)}`;
  if (address === location.search) return;
  if (corrects) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

// From now on `changed` is called when the browser goes back or forward.
export function followAddress(changed) {
  addEventListener("popstate", () => {
    Object.assign(here, addressed());
    changed();
  });
}

// The address of a window that shows the workspace as somebody else.
export function addressAs(person) {
  const isOwn = here.room.startsWith("D");
  return `?${new URLSearchParams({ as: person, ...(here.room && !isOwn ? { room: here.room } : {}) })}`;
}

function addressed() {
  const ask = new URLSearchParams(location.search);
  return {
    ...Object.fromEntries(TEXT.map((name) => [name, ask.get(name) ?? ""])),
    heard: ask.get("heard") === "1",
    messages: 200,
    editing: "",
  };
}
