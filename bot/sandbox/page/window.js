// What this window shows: as whom, which conversation, what stands beside it. It is kept in the address, so that a
// second window can show the same workspace as somebody else.

const TEXT = ["as", "room", "tab", "thread", "beside", "about"];
const ask = new URLSearchParams(location.search);

// `tab` is messages or home; `beside` is empty, thread or inspector; `about` is the message the inspector is about.
export const here = {
  ...Object.fromEntries(TEXT.map((name) => [name, ask.get(name) ?? ""])),
  heard: ask.get("heard") === "1",
  messages: 200,
  editing: "",
};

export function change(what) {
  Object.assign(here, what);
  const kept = TEXT.filter((name) => here[name]).map((name) => [name, here[name]]);
  if (here.heard) kept.push(["heard", "1"]);
  history.replaceState(null, "", `?${new URLSearchParams(kept)}`);
}

// The address of a window that shows the workspace as somebody else.
export function addressAs(person) {
  const isOwn = here.room.startsWith("D");
  return `?${new URLSearchParams({ as: person, ...(here.room && !isOwn ? { room: here.room } : {}) })}`;
}
