// People, channels and groups that are named in a text.
import { make } from "../dom.js";

export function mention(words, alerts = false) {
  return make("span", { class: alerts ? "mention alerts" : "mention" }, words);
}

export function personMention(id, reading) {
  return mention(`@${reading.person(id)}`, id === reading.me);
}

export function channelMention(id, label, reading) {
  return mention(`#${reading.channel(id) ?? (label || "private channel")}`);
}
