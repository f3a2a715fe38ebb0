// The app's Home tab of the person one is.
import { drawBlocks } from "../blocks/block.js";
import { Uses } from "../blocks/uses.js";
import { byId } from "../dom.js";
import { act, choices } from "../page.js";
import { everybody } from "./message.js";

let uses = null;

export function drawHome({ home, app, me }, reading) {
  const place = byId("home-blocks");
  byId("no-home").hidden = Boolean(home);
  byId("no-home").textContent = `${app.name} has put nothing here yet.`;
  if (!home) {
    place.replaceChildren();
    place.kept = null;
    return;
  }
  if (uses?.whose !== `${me} ${home.id}`) {
    uses = new Uses({ surface: "home", about: { view: home.id }, act, choices, everybody });
    uses.whose = `${me} ${home.id}`;
  }
  Object.assign(uses, { reading, inputs: home.inputs });
  uses.keepOnly(home.blocks);
  drawBlocks(place, home.blocks, uses);
}
