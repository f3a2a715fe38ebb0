// Select menus: their own choices, the app's, people or conversations; one or several of them.
import { picker } from "../parts/picker.js";
import { sure } from "../parts/sure.js";
import { focusName } from "./words.js";

export function select(block, one, use, labelledBy) {
  const kind = one.type.replace(/^multi_/, "");
  const several = kind !== one.type;
  const held = use.held(block, one);
  const source = SOURCES[kind];
  const chosen = (several ? (held ?? []) : [held])
    .filter((value) => value !== null)
    .map((value) => entryOf(value, kind, use));
  return picker({
    chosen,
    several,
    most: one.max_selected_items,
    labelledBy,
    name: labelledBy ? null : (block.text?.text ?? one.placeholder?.text ?? "Choose"),
    placeholder: one.placeholder?.text ?? (several ? "Choose some" : "Choose one"),
    clears: block.optional === true,
    focus: focusName(block, one),
    least: kind === "external_select" ? (one.min_query_length ?? 3) : 0,
    search: (typed) => source(block, one, use, typed),
    changed: async (entries) => {
      if (!(await sure(one.confirm, use))) return false;
      const values = entries.map((entry) => entry.value);
      await use.set(block, one, several ? values : (values[0] ?? null));
      return true;
    },
  });
}

function entryOf(value, kind, use) {
  if (kind === "users_select") return person(value, use);
  if (kind === "static_select" || kind === "external_select") return optionEntry(value);
  return { key: value, words: `#${use.reading.channel(value) ?? value}`, value };
}

function optionEntry(option) {
  return {
    key: JSON.stringify([option.value, option.text.text]),
    words: option.text.text,
    about: option.description?.text,
    value: option,
  };
}

function person(id, use) {
  return { key: id, words: use.reading.person(id), value: id };
}

const SOURCES = {
  static_select: (_, one, __, typed) => filtered(groupsOf(one), typed),
  external_select: async (block, one, use, typed) => groupsOf(await use.choices(block, one, typed)),
  users_select: (_, __, use, typed) => filtered([{ entries: use.people().map((id) => person(id, use)) }], typed),
  channels_select: (_, __, use, typed) => filtered([{ entries: rooms(use, (room) => room.kind === "public") }], typed),
  conversations_select: (_, __, use, typed) => filtered([{ entries: rooms(use, () => true) }], typed),
};

function rooms(use, wanted) {
  return use
    .rooms()
    .filter(wanted)
    .map((room) => ({ key: room.id, words: room.kind === "im" ? room.name : `#${room.name}`, value: room.id }));
}

function groupsOf({ options, option_groups: groups }) {
  const own = options?.length ? [{ entries: options.map(optionEntry) }] : [];
  return [
    ...own,
    ...(groups ?? []).map((group) => ({ label: group.label.text, entries: group.options.map(optionEntry) })),
  ];
}

function filtered(groups, typed) {
  const wanted = typed.trim().toLowerCase();
  const fits = (entry) => entry.words.toLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(fits) }))
    .filter((group) => group.entries.length);
}
