// A guided tour of two minutes: a card beside the thing it speaks of. It goes on when one has done what it says.
import { byId, make } from "../dom.js";
import { here } from "../window.js";
import { stepsFor } from "./toursteps.js";

const OVER = "tour is over";
const GAP = 12;

let steps = [];
let at = -1;
let since = null;
let drawn = null;

export function startTour() {
  byId("tour-open").onclick = () => begin();
  byId("tour-next").onclick = () => move(1);
  byId("tour-back").onclick = () => move(-1);
  byId("tour-end").onclick = end;
  addEventListener("resize", () => place());
  document.addEventListener("input", () => place());
  document.addEventListener("scroll", () => place(), true);
}

// It offers itself to who comes for the first time, but not in a window that was opened as somebody.
const comesFirst = !new URLSearchParams(location.search).has("as");

export function drawTour({ state, acts }) {
  drawn = { state, acts, here };
  if (at < 0 && comesFirst && state.opens_as === state.me && state.ready && !remembered()) begin();
  if (at < 0) return;
  if (steps[at].done?.({ ...drawn, since })) move(1);
  else place();
}

function begin() {
  steps = stepsFor(drawn);
  at = 0;
  show();
}

function move(by) {
  at = Math.max(0, at + by);
  if (at >= steps.length) end();
  else show();
}

function end() {
  at = -1;
  remember();
  mark(null);
  byId("tour").hidePopover();
  byId("tour-open").focus();
}

function show() {
  since = { ...here, acts: { ...drawn.acts } };
  const step = steps[at];
  byId("tour-words").replaceChildren(...step.words(drawn).map((words) => make("p", {}, words)));
  byId("tour-count").textContent = `${at + 1} of ${steps.length}`;
  byId("tour-back").hidden = at === 0;
  byId("tour-next").textContent = at === steps.length - 1 ? "Done" : step.done ? "Skip" : "Next";
  step.target(drawn)?.scrollIntoView({ block: "nearest" });
  place();
}

// Beside what it speaks of, wherever there is room, and above a form that has opened meanwhile.
function place() {
  if (at < 0) return;
  const box = byId("tour");
  const target = steps[at].target(drawn);
  mark(target);
  const inForm = Boolean(byId("form").open);
  if (!box.matches(":popover-open") || box.inForm !== inForm) {
    if (box.matches(":popover-open")) box.hidePopover();
    box.showPopover();
    box.inForm = inForm;
  }
  const { left, top } = spot(target, box);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

function spot(target, box) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const corner = { left: innerWidth - width - GAP, top: innerHeight - height - 90 };
  if (!target?.getBoundingClientRect().width) return corner;
  const there = taken(target);
  const top = Math.max(GAP, Math.min(there.top, innerHeight - height - GAP));
  const left = Math.max(GAP, Math.min(there.left, innerWidth - width - GAP));
  const places = [
    ...atTheEdge(target, there, box),
    { left: there.right + GAP, top },
    { left: there.left - width - GAP, top },
    { left, top: there.bottom + GAP },
    { left, top: there.top - height - GAP },
  ];
  return (
    places.find(
      (one) => one.left >= 0 && one.top >= 0 && one.left + width <= innerWidth && one.top + height <= innerHeight,
    ) ?? corner
  );
}

// The room of what it speaks of, and of what that offers while one types.
function taken(target) {
  const { left, right, top, bottom } = target.getBoundingClientRect();
  const offers = target.querySelector(".offers:not([hidden])")?.getBoundingClientRect();
  return { left, right, top: Math.min(top, offers?.top ?? top), bottom };
}

// Beside a message, where its lines seldom reach.
function atTheEdge(target, there, { offsetWidth, offsetHeight }) {
  const list = target.closest("#messages")?.getBoundingClientRect();
  const left = list && list.right - offsetWidth - GAP;
  const top = Math.min(there.top, innerHeight - offsetHeight - GAP);
  return list && left > there.right + GAP ? [{ left, top }] : [];
}

function mark(target) {
  for (const one of document.querySelectorAll(".toured")) if (one !== target) one.classList.remove("toured");
  target?.classList.add("toured");
}

function remembered() {
  try {
    return localStorage.getItem(OVER) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(OVER, "yes");
  } catch {
    // A browser that keeps nothing offers the tour again.
  }
}
