"""What the journeys about decisions share: an item that asks somebody, and what its decider does."""

from datetime import datetime

from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from tests.people import OPS, WEI
from tests.workspace import Workspace

QUESTION = "May banner v3 ship?"


def asks(
    workspace: Workspace,
    decider: str,
    *,
    by: str = WEI,
    until: datetime | None = None,
    question: str = QUESTION,
    where: str = OPS,
    **more: str,
) -> dict[str, str]:
    """Somebody opens an item that asks a person, named as Slack shows them; gives what stands in red, if anything.

    `more` are further fields: `without_a_decision="we wait"`, `headline="…"`, `to="Berlin"`.
    """
    form = workspace.form(by, f"/handoff {more.pop('headline', 'Ship the banner')}", where)
    if "to" in more:
        form.choose("To", more.pop("to"))
    form.fill("Next step", "Ship it")
    form.press("More context")
    form.choose("Decision owner", decider).fill("Decision", question)
    if until is not None:
        form.choose("Decide by", until)
    for field, text in more.items():
        form.fill(field.replace("_", " ").capitalize(), text)
    errors = form.submit()
    workspace.settle()
    return errors


def rewrites(workspace: Workspace, user: str, number: int = 1, **more: object) -> None:
    """Somebody changes the note of an item: `question`, `decider` and `until`, or a text field by its name."""
    card = next(card for card in workspace.cards() if f"H-{number}" in card.text)
    form = workspace.presses_for_form(user, card, "Update")
    form.press("More context")
    for field, label in (("decider", "Decision owner"), ("until", "Decide by")):
        if field in more:
            form.choose(label, more.pop(field))
    for field, text in more.items():
        form.fill("Decision" if field == "question" else field.replace("_", " ").capitalize(), str(text))
    assert form.submit() == {}
    workspace.settle()


def closes(workspace: Workspace, user: str) -> None:
    """Somebody closes the form in front of them."""
    form = workspace.person(user).form
    assert form is not None
    form.close()


def asked(workspace: Workspace, user: str) -> list[Message]:
    """The DMs that ask somebody to decide, or asked them, oldest first; not digests with other things in them."""
    begins = ("Your decision", "A confidential decision waits for you", "Nothing here waits for your decision")
    return [one for one in workspace.person(user).dms if one.by_bot and one.text.startswith(begins)]


def opens(workspace: Workspace, user: str, button: str = "Approve") -> Form:
    """The form that the button of the last DM that asks opens."""
    return workspace.presses_for_form(user, asked(workspace, user)[-1], button)


def decides(workspace: Workspace, user: str, button: str = "Approve", **fields: str) -> str:
    """Somebody decides by the button of their last DM; gives what they are answered. `why` and `condition` are typed,
    `to` is picked."""
    form = opens(workspace, user, button)
    form.fill("Why, in one line", fields.get("why", "It is fine"))
    if "condition" in fields:
        form.fill("If …", fields["condition"])
    if "to" in fields:
        form.choose("Whose is it?", fields["to"])
    errors = form.submit()
    assert errors == {}, errors
    workspace.settle()
    return workspace.whispers(user)[-1]
