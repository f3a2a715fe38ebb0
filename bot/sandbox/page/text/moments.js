// Instants (seconds since the epoch) as a person's clock shows them, and Slack's date tokens.

const formats = new Map();

function formatOf(zone) {
  if (!formats.has(zone)) formats.set(zone, newFormat(zone));
  return formats.get(zone);
}

function newFormat(zone) {
  const shape = {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: "UTC" });
  }
}

// Year, month (its name), day, weekday, hour, minute and second of an instant in a zone, and `date`, a number that
// grows by one each day.
export function partsIn(zone, seconds) {
  const parts = {};
  for (const { type, value } of formatOf(zone).formatToParts(new Date(seconds * 1000))) parts[type] = value;
  const day = Number(parts.day);
  const date = Math.round(Date.UTC(Number(parts.year), MONTHS.indexOf(parts.month), day) / 86_400_000);
  return { ...parts, day, year: Number(parts.year), monthNumber: MONTHS.indexOf(parts.month) + 1, date };
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
// {date} leaves the year out for dates less than six months away.
const YEAR_FROM = 182 * 86_400;
const FURTHEST = 8_640_000_000_000;

export function timeIn(zone, seconds) {
  const { hour, minute } = partsIn(zone, seconds);
  return `${hour}:${minute}`;
}

// Whether it is today, yesterday or tomorrow there; else the weekday and the date.
export function dayIn(zone, seconds, now) {
  return TOKENS.date_long_pretty(partsIn(zone, seconds), partsIn(zone, now), seconds, now);
}

export function weekdayAndTime(zone, seconds) {
  const { weekday, hour, minute } = partsIn(zone, seconds);
  return `${weekday.slice(0, 3)} ${hour}:${minute}`;
}

// The template with its tokens filled; null where Slack would show the fallback.
export function renderDate(seconds, template, zone, now) {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > FURTHEST) return null;
  const words = [...template.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
  if (!words.length || words.some((word) => !Object.hasOwn(TOKENS, word))) return null;
  const [then, today] = [partsIn(zone, seconds), partsIn(zone, now)];
  return template.replace(/\{(\w+)\}/g, (_, word) => TOKENS[word](then, today, seconds, now));
}

function ordinal(day) {
  const ending = day % 100 >= 10 && day % 100 <= 20 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${ending}`;
}

function yearIf(then, seconds, now) {
  return Math.abs(seconds - now) > YEAR_FROM ? `, ${then.year}` : "";
}

function pretty(otherwise) {
  return (then, today, seconds, now) =>
    ({ [-1]: "yesterday", 0: "today", 1: "tomorrow" })[then.date - today.date] ?? otherwise(then, today, seconds, now);
}

function ago(then, today, seconds, now) {
  const away = Math.trunc(now - seconds);
  const [size, word] = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ].find(([s]) => Math.abs(away) >= s) ?? [1, "second"];
  const amount = Math.floor(Math.abs(away) / size);
  const words = `${amount} ${word}${amount === 1 ? "" : "s"}`;
  return away >= 0 ? `${words} ago` : `in ${words}`;
}

const two = (number) => String(number).padStart(2, "0");
const date = (then, _, seconds, now) => `${then.month} ${ordinal(then.day)}${yearIf(then, seconds, now)}`;
const short = (then, _, seconds, now) => `${then.month.slice(0, 3)} ${then.day}${yearIf(then, seconds, now)}`;
const long = (then, today, seconds, now) => `${then.weekday}, ${date(then, today, seconds, now)}`;

const TOKENS = {
  date_num: (then) => `${then.year}-${two(then.monthNumber)}-${two(then.day)}`,
  date_slash: (then) => `${two(then.monthNumber)}/${two(then.day)}/${then.year}`,
  date,
  date_short: short,
  date_long: long,
  date_long_full: (then) => `${then.month} ${then.day}, ${then.year}`,
  date_pretty: pretty(date),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  day_divider_pretty: pretty(long),
  time: (then) => `${then.hour}:${then.minute}`,
  time_secs: (then) => `${then.hour}:${then.minute}:${then.second}`,
  ago,
};
