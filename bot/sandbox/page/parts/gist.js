// What something that was sent is about, in a few words: the text, the form, or what was pressed.

const LONGEST = 48;

export function gist({ content, by }) {
  const words = (by === "app" ? ofApp(content) : ofSlack(content)) ?? "";
  const [line] = String(words).trim().split("\n");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function ofApp({ view, text, name }) {
  return view?.title?.text ?? text ?? name;
}

function ofSlack({ actions, event, text, callback_id: asked, view }) {
  const pressed = actions?.map((one) => one.action_id).join(", ");
  return pressed ?? event?.reaction ?? event?.text ?? event?.subtype ?? text ?? asked ?? view?.callback_id;
}
