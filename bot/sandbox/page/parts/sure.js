// The question that an app puts before something is done (Block Kit's `confirm`).
import { make, newId } from "../dom.js";
import { textNode } from "../blocks/words.js";

// Whether the person is sure; true at once where nothing is asked.
export function sure(confirm, { reading }) {
  if (!confirm) return Promise.resolve(true);
  return asked({
    title: confirm.title?.text ?? "Are you sure?",
    words: textNode(confirm.text, { reading }),
    style: confirm.style ?? "primary",
    yes: confirm.confirm?.text ?? "Yes",
    no: confirm.deny?.text ?? "Cancel",
  });
}

export function asked({ title, words, yes, no = "Cancel", style = "primary" }) {
  const name = newId("sure");
  const agree = make("button", { type: "button", class: `button ${style}` }, yes);
  const refuse = make("button", { type: "button", class: "button" }, no);
  const box = make(
    "dialog",
    { class: "sure", "aria-labelledby": name },
    make("h2", { id: name }, title),
    words,
    make("footer", {}, refuse, agree),
  );
  document.body.append(box);
  return new Promise((answer) => {
    box.addEventListener("close", () => {
      box.remove();
      answer(box.returnValue === "yes");
    });
    agree.onclick = () => box.close("yes");
    refuse.onclick = () => box.close("");
    box.showModal();
    agree.focus();
  });
}
