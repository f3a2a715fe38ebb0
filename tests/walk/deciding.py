"""Decisions in the walk: an item asks somebody, who decides it, passes it on, or lets the time go by."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from bot.sandbox.people.form import Form
from models.labels import label_of
from models.tables import Decision, Item
from tests.people import OPS
from tests.walk.acts import Fill, Way
from tests.walk.story import Story, called

CHOICES = {"approve": "Approve", "approve if": "Approve if …", "decline": "Decline", "not mine": "Not mine"}


class Deciding(Story):
    """What can happen to questions. Each question, and each why, is one that nobody else has written."""

    said = 0

    def asks_to_decide(self, who: str, number: int, decider: str, hours: int | None) -> None:
        """An item's owner writes into its note whom it asks, by when, and what happens without them."""
        item = self.item(number)
        user, name, question = self.person(who, item), label_of(item.number), f"May {self._words(item)} go on?"
        until = self.workspace.clock().replace(second=0, microsecond=0) + timedelta(hours=hours or 0)

        def fill(form: Form) -> None:
            if "Decision owner" not in form.labels:
                form.press("More context")
            form.choose("Decision owner", decider)
            form.fill("Decision", question).fill("Without a decision", f"{question} waits")
            if hours is not None:
                form.choose("Decide by", until)

        when = f" in {hours} h" if hours is not None else ""
        happens = f"{called(user)} asks {decider} to decide {name}{when}: {question!r}"
        self.tell(happens, partial(self.acts.presses, user, item, "Update", fill))

    def decides(self, who: str, number: int, choice: str, to: str, way: Way) -> None:
        """Somebody decides, by command or by the button of a DM; mostly the one who is asked."""
        item = self._asking(number)
        user, name, why = self.person(who, item), label_of(item.number), f"because of {self._words(item)}"

        def fill(form: Form) -> None:
            if form.values["Your decision"] != CHOICES[choice]:
                form.choose("Your decision", CHOICES[choice])
            if "If …" in form.labels:
                form.fill("If …", why)
            if "Whose is it?" in form.labels:
                form.choose("Whose is it?", to)
            form.fill("Why, in one line", why)

        acts = {
            Way.WRITTEN: partial(self._written, user, name, fill),
            Way.OWN_DM: partial(self.acts.decides_in_dm, user, name, CHOICES[choice], fill),
        }
        act = acts.get(way, partial(self.acts.sends_form, user, f"decide {name}", OPS, fill))
        passed = f" ({to} decides)" if choice == "not mine" else ""
        self.tell(f"{called(user)} says {choice!r} to {name} {way}, {why!r}{passed}", act)

    def _asking(self, number: int) -> Item:
        """One of the items that ask somebody, where any does."""
        with self.workspace.database.read() as session:
            asking = set(session.scalars(select(Decision.item_id).where(Decision.stands)))
        items = [item for item in self.workspace.items() if item.id in asking]
        return items[number % len(items)] if items else self.item(number)

    def _written(self, user: str, name: str, fill: Fill) -> str:
        """By words in the DM, which answers with a button."""
        said = self.acts.says(user, f"decide {name}", Way.WRITTEN)
        return self.acts.decides_in_dm(user, name, "", fill) if said.startswith("Press the button") else said

    def _words(self, item: Item) -> str:
        self.said += 1
        return f"{self.workspace.headline(item)} ({self.said})"
