// Starts the page: its parts draw themselves whenever there is something new.
import { sayAloud } from "./parts/aloud.js";
import { composer } from "./parts/composer.js";
import { drawForm, startForm } from "./parts/form.js";
import { drawInspector, startInspector } from "./parts/inspector.js";
import { drawPeople } from "./parts/people.js";
import { drawRoom, drawSwitches, startRoom } from "./parts/room.js";
import { drawRooms, startRooms } from "./parts/rooms.js";
import { drawStrip, startStrip } from "./parts/strip.js";
import { drawThread, startThread } from "./parts/thread.js";
import { drawTour, startTour } from "./parts/tour.js";
import { byId } from "./dom.js";
import { draws, lost, refresh, showAgain } from "./page.js";
import { listen } from "./server.js";
import { followAddress } from "./window.js";

startStrip();
startRooms();
startRoom();
startThread();
startForm();
startInspector();
startTour();
const write = composer(byId("composer"), {
  label: (room, { commands }) =>
    room.kind === "im" ? `Message ${room.name}` : `Message #${room.name}, or type ${commands[0]?.name ?? "/"}`,
});

draws(drawStrip);
draws(drawPeople);
draws(drawRooms);
draws(drawSwitches);
draws(drawRoom);
draws(() => write());
draws(drawThread);
draws(drawInspector);
draws(drawForm);
draws(sayAloud);
draws(drawTour);
const FIRST = "#scroll:not([hidden]) [tabindex='0'], #home:not([hidden]) button";
byId("skip").onclick = () => document.querySelector(FIRST)?.focus();
document.addEventListener("visibilitychange", refresh);
followAddress(showAgain);
listen(refresh, lost);
refresh();
