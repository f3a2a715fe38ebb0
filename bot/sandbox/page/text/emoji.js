// Emoji by Slack's names for them. One that is not here is shown by its name, as Slack shows one it does not know.

const NAMED = new Map(Object.entries({
  raising_hand: "🙋", "woman-raising-hand": "🙋‍♀️", "man-raising-hand": "🙋‍♂️", hand: "✋", raised_hand: "✋",
  white_check_mark: "✅", earth_asia: "🌏", earth_africa: "🌍", earth_americas: "🌎", repeat: "🔁",
  leftwards_arrow_with_hook: "↩️", eyes: "👀", warning: "⚠️", scales: "⚖️", compass: "🧭", question: "❓",
  pushpin: "📌", "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", heart: "❤️", tada: "🎉", pray: "🙏",
  clap: "👏", wave: "👋", muscle: "💪", ok_hand: "👌", raised_hands: "🙌", point_up: "☝️", point_right: "👉",
  handshake: "🤝", writing_hand: "✍️", smile: "😄", slightly_smiling_face: "🙂", grinning: "😀", joy: "😂",
  wink: "😉", thinking_face: "🤔", sweat_smile: "😅", disappointed: "😞", cry: "😢", scream: "😱", sleeping: "😴",
  tired_face: "😫", sunglasses: "😎", facepalm: "🤦", shrug: "🤷", sun_with_face: "🌞", sunny: "☀️", sunrise: "🌅",
  crescent_moon: "🌙", star: "⭐", fire: "🔥", rocket: "🚀", bulb: "💡", zap: "⚡", snowflake: "❄️", coffee: "☕",
  palm_tree: "🌴", airplane: "✈️", house: "🏠", hospital: "🏥", face_with_thermometer: "🤒", calendar: "📅",
  date: "📅", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳", clock9: "🕘", stopwatch: "⏱️",
  bell: "🔔", no_bell: "🔕", mega: "📣", speech_balloon: "💬", memo: "📝", pencil: "📝", bookmark: "🔖",
  paperclip: "📎", link: "🔗", clipboard: "📋", file_folder: "📁", page_facing_up: "📄", bar_chart: "📊",
  chart_with_upwards_trend: "📈", mag: "🔍", lock: "🔒", unlock: "🔓", key: "🔑", hammer_and_wrench: "🛠️",
  gear: "⚙️", wrench: "🔧", package: "📦", bug: "🐛", robot_face: "🤖", construction: "🚧", rotating_light: "🚨",
  sos: "🆘", no_entry: "⛔", no_entry_sign: "🚫", x: "❌", heavy_check_mark: "✔️", heavy_plus_sign: "➕",
  exclamation: "❗", bangbang: "‼️", interrobang: "⁉️", information_source: "ℹ️", arrow_right: "➡️",
  arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", recycle: "♻️", back: "🔙",
  soon: "🔜", red_circle: "🔴", large_red_circle: "🔴", large_yellow_circle: "🟡", large_green_circle: "🟢",
  large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", large_orange_circle: "🟠", one: "1️⃣",
  two: "2️⃣", three: "3️⃣", "100": "💯", globe_with_meridians: "🌐",
}));
const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };
export const TONED = new Set([
  "raising_hand", "hand", "raised_hand", "+1", "-1", "clap", "wave", "pray", "muscle", "ok_hand", "raised_hands",
]);
const CODE = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;

export function emojiNames() {
  return [...NAMED.keys()];
}

// The emoji with that name, `raising_hand::skin-tone-3` among them; its name between colons where there is none.
export function emojiNamed(full) {
  const [name, tone] = full.split("::skin-tone-");
  const found = NAMED.get(name);
  if (!found) return `:${full}:`;
  return tone ? `${found.replace("\uFE0F", "")}${TONES[tone] ?? ""}` : found;
}

// The text with its `:names:` as emoji.
export function emojiIn(text) {
  const shown = text.replace(CODE, (whole, name) => (NAMED.has(name.split("::")[0]) ? emojiNamed(name) : whole));
  return shown ? [document.createTextNode(shown)] : [];
}
