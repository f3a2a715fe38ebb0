// Who reads: their zone, what time it is, and how ids turn into names. A channel that the reader does not see has none.
import { partsIn } from "./moments.js";

export function readingOf(state) {
  const me = state.people.find((person) => person.id === state.me);
  const zone = me?.zone ?? "UTC";
  const channels = new Map(state.rooms.map((room) => [room.id, room.name]));
  const now = state.clock.now;
  return {
    me: state.me,
    zone,
    now,
    day: partsIn(zone, now).date,
    names: state.names,
    person: (id) => state.names[id.split("|")[0]] ?? id,
    channel: (id) => channels.get(id),
    partsIn: (seconds) => partsIn(zone, seconds),
  };
}
