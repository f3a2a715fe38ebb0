// What the tour says, step by step: `target` is what it speaks of, `done` whether that has been done.
import { weekdayAndTime } from "../text/moments.js";

const me = ({ state, here }) => state.people.find((person) => person.id === here.as);
const appRoom = ({ state }) => state.rooms.find((room) => room.other === state.app.user);
const first = (name) => name.split(" ")[0];
const find = (selector) => document.querySelector(selector);
const roomButton = (room) => room && find(`#rooms [data-focus="${room.id}"]`);

// Who has just come to work and been told: on shift where the day began last.
function told({ state }) {
  const begun = state.strip.filter((one) => one.open).sort((one, other) => other.start - one.start)[0];
  const waits = state.people.filter((person) => person.unread && person.id !== state.me);
  return waits.find((person) => begun?.on_shift.includes(person.id)) ?? waits[0];
}

// The steps for who stands there: what waits for them comes first, if the app has told them of it.
export function stepsFor(now) {
  return waits(now) ? [welcome, ...morning, ...handingOn] : [welcome, ...handingOn];
}

const waits = (now) => Boolean(appRoom(now)?.unread || mainButton());

const welcome = {
  words: (now) => [
    `You are ${me(now).name}, in ${me(now).place}, and it is ${weekdayAndTime(me(now).zone, now.state.clock.now)}.` +
      (waits(now) ? " The other regions have worked while you slept." : ""),
    "This tour takes two minutes. Each step goes on by itself when you have done it.",
  ],
  target: () => find("#people [aria-current]"),
};

const morning = [
  {
    words: ({ state }) => [`${state.app.name} has written to you once this morning, because something waits. Open it.`],
    target: (now) => roomButton(appRoom(now)),
    done: (now) => now.here.room === appRoom(now)?.id,
  },
  {
    words: () => [
      "What waits is ranked: the most urgent on top. Press Claim on the first. Until you do, it stays the sender's.",
    ],
    target: mainButton,
    done: ({ acts, since }) => acts.use > since.acts.use,
  },
  {
    words: () => [
      "It is yours now, and the message says so in place. It asks for one line: what you will do, " +
        "so that the sender knows you have understood. Write it if you like.",
    ],
    target: mainButton,
  },
  {
    words: () => ["In the channel everybody sees on its card who has it now. Have a look."],
    target: ({ state }) => roomButton(state.rooms.find((room) => room.kind !== "im" && room.app_inside)),
    done: ({ here, state, since }) => here.room !== since.room && here.room !== appRoom({ state })?.id,
  },
];

const handingOn = [
  {
    words: ({ state }) => [
      `Now hand something on. Type ${state.commands[0]?.name ?? "/"} and a few words here, such as ` +
        `“${state.commands[0]?.name ?? "/"} Queue grows since the deploy”, and press Enter.`,
    ],
    target: () => find("#composer .writing"),
    done: ({ state }) => Boolean(state.form),
  },
  {
    words: () => [
      "Only the next step is missing: write it, and press Send. Who is next was computed from " +
        "everybody's hours and holidays.",
    ],
    target: () => find("#form textarea"),
    done: ({ state, acts, since }) => !state.form && acts.submit > since.acts.submit,
  },
  {
    words: () => [
      "Whoever is at work there is told at once. Whoever is asleep is not: nobody is woken. Turn the clock to the " +
        "next morning: a night passes in seconds.",
    ],
    target: () => find("#next-start"),
    done: ({ acts, since }) => acts.next_start > since.acts.next_start || acts.forward > since.acts.forward,
  },
  {
    words: (now) =>
      told(now)
        ? [`The red number says that ${first(told(now).name)} has been told. Become ${first(told(now).name)}.`]
        : ["Whoever has been told has a red number. Become somebody else."],
    target: (now) => told(now) && find(`#people [data-focus="${told(now).id}"]`),
    done: ({ here, state, since }) => here.as !== since.as && state.me === here.as,
  },
  {
    words: (now) => [
      `What you handed on is in what ${now.state.app.name} wrote to ${first(me(now).name)}. That is all there is to ` +
        "it: one message, when somebody is awake.",
      "Go on by yourself: ✅ on a card finishes it, ▶ lets a day pass in a minute, and with Ctrl (or " +
        "⌘) a person opens in a second window.",
    ],
    target: (now) => roomButton(appRoom(now)),
  },
];

// The first green button of the last message that has one.
function mainButton() {
  return [...document.querySelectorAll("#messages .message")]
    .findLast((message) => message.querySelector(".primary"))
    ?.querySelector(".primary");
}
