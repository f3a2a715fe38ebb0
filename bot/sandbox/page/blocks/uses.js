// What is done with the elements of a message, a form or the Home tab, and what has been put into them meanwhile.
//
// `everybody` gives the people and rooms that can be chosen from; `about` says which message or view it is.
// `reading`: who reads. `surface`: message, form or home. `inputs`: Slack's state.values, as the server keeps it.
// `errors`: what stands in red, by block_id. `changed`, where there is one, is told of each block that is filled in.

export class Uses {
  constructor({ surface, about, act, choices, everybody }) {
    this.surface = surface;
    this.about = about;
    this.errors = {};
    this.inputs = {};
    this.put = new Map();
    this.verb = surface === "message" ? "use" : "use_in_view";
    this.act = act;
    this.askChoices = choices;
    this.everybody = everybody;
  }

  // What an input holds: what was put in here, else what the server knows.
  held(block, element) {
    const own = this.put.get(nameOf(block, element));
    return own ? own.value : fromState(this.inputs[block.block_id]?.[element.action_id], this.reading);
  }

  // Something was put into an input; the app hears of it at once where Slack would tell it.
  async set(block, element, value, { tells = true } = {}) {
    this.put.set(nameOf(block, element), { block: block.block_id, action: element.action_id, value });
    this.changed?.(block);
    if (tells && (block.type !== "input" || block.dispatch_action)) await this.use(block, element);
  }

  use(block, element, value) {
    return this.act({
      do: this.verb,
      ...this.about,
      block: block.block_id,
      action: element.action_id,
      value,
      inputs: this.all(),
    });
  }

  // What was put in, for an act that takes all of it along.
  all() {
    return [...this.put.values()];
  }

  choices(block, element, typed) {
    return this.askChoices({ ...this.about, block: block.block_id, action: element.action_id, typed });
  }

  people() {
    return this.everybody().people;
  }

  rooms() {
    return this.everybody().rooms;
  }

  // Forget what was put into inputs that are gone.
  keepOnly(blocks) {
    const there = new Set(blocks.flatMap((block) => elementsOf(block).map((element) => nameOf(block, element))));
    for (const name of this.put.keys()) if (!there.has(name)) this.put.delete(name);
  }
}

function nameOf(block, element) {
  return JSON.stringify([block.block_id, element.action_id, element.type]);
}

function elementsOf(block) {
  return [block.element, block.accessory, ...(block.elements ?? [])].filter((one) => one?.action_id);
}

// The value of an input out of Slack's state.values: text, an id, a date or time, an option, or a list of these.
function fromState(state, reading) {
  if (!state) return null;
  const [key] = Object.keys(state).filter((name) => name !== "type");
  const value = state[key] ?? null;
  if (state.type === "rich_text_input") return plainOf(value);
  return state.type === "datetimepicker" && value !== null ? localTime(value, reading) : value;
}

function plainOf(rich) {
  if (!rich) return null;
  return rich.elements.map((part) => (part.elements ?? []).map((piece) => piece.text ?? "").join("")).join("\n");
}

function localTime(seconds, reading) {
  const there = reading.partsIn(seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${there.year}-${two(there.monthNumber)}-${two(there.day)}T${there.hour}:${there.minute}`;
}
