// Something that opens beside a button, and closes with Escape or when one looks elsewhere.

const GAP = 4;

// `box` belongs to the button `anchor` from now on: a press opens and closes it. `filled` puts into it what it shows,
// each time before it opens; `opened` is called when it stands there.
export function popup(anchor, box, { filled = () => {}, opened = () => {} } = {}) {
  box.popover = "auto";
  anchor.popoverTargetElement = box;
  anchor.setAttribute("aria-expanded", "false");
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") filled();
  });
  box.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    anchor.setAttribute("aria-expanded", String(open));
    box.classList.toggle("placed", open);
    if (!open) return;
    place(anchor, box);
    opened();
  });
  return {
    open: () => anchor.isConnected && box.showPopover(),
    close: () => box.isConnected && box.hidePopover(),
    place: () => place(anchor, box),
  };
}

function place(anchor, box) {
  const at = anchor.getBoundingClientRect();
  if (box.matches(".choices")) box.style.minWidth = `${at.width}px`;
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = innerHeight - at.bottom - GAP;
  const top = height <= below || below >= at.top ? at.bottom + GAP : at.top - height - GAP;
  box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  box.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
}
