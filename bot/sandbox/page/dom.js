// Makes and keeps elements. Text only ever becomes text: nothing here or elsewhere on the page makes HTML of it.

export function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name in node && !name.includes("-") && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let count = 0;

// An id that no other element has.
export function newId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

export function byId(id) {
  return document.getElementById(id);
}

// Shows one child of `parent` for each item: what has not changed stays the very element it was, with its focus, its
// caret and its open menu. `key` tells items apart, `sign` is a text that differs when the item must be drawn anew.
export function keep(parent, items, key, sign, draw) {
  const before = parent.kept ?? new Map();
  const after = new Map();
  const focused = [...before].find(([, { node }]) => node.contains(document.activeElement))?.[0];
  for (const item of items) {
    const name = key(item);
    const signed = sign(item);
    const old = before.get(name);
    after.set(name, old?.signed === signed ? old : { signed, node: redrawn(old?.node, draw(item)) });
  }
  for (const [name, { node }] of before) if (!after.has(name)) node.remove();
  parent.kept = after;
  let next = parent.firstChild;
  for (const { node } of after.values()) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  if (focused !== undefined && document.activeElement === document.body) focusNear(before, after, focused);
}

// The new element takes the place of the old one, and the focus that was inside it.
function redrawn(old, node) {
  if (!old?.isConnected) return node;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (focused) focusAgain(node, focused.dataset.focus);
  return node;
}

function focusAgain(node, name) {
  if (!focusNamed(node, name)) placeIn(node)?.focus({ preventScroll: true });
}

// Gives the focus to what has that name (`data-focus`), `node` or inside it; whether there is such a thing.
export function focusNamed(node, name) {
  const same = name && [node, ...node.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name);
  if (same) same.focus({ preventScroll: true });
  return Boolean(same);
}

const PLACES = "[tabindex], button, input, textarea, a[href]";

// What had the focus is gone: what now stands in its place has it, or else the nearest before it.
function focusNear(before, after, gone) {
  const names = [...before.keys()];
  const last = names.slice(0, names.indexOf(gone)).findLast((name) => after.has(name));
  const at = [...after.keys()].indexOf(last) + 1;
  const nodes = [...after.values()].map(({ node }) => node);
  const places = [...nodes.slice(at), ...nodes.slice(0, at).reverse()].map(placeIn);
  places.find(Boolean)?.focus({ preventScroll: true });
}

function placeIn(node) {
  return node.matches(PLACES) ? node : node.querySelector(PLACES);
}

// Whether `value` is another one than at the last call with this name for this owner.
export function changed(owner, name, value) {
  const text = JSON.stringify(value);
  owner.seen ??= {};
  if (owner.seen[name] === text) return false;
  owner.seen[name] = text;
  return true;
}
