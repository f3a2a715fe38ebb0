"""One item goes round the world and is argued over: played in a whole workspace, and printed as the docs tell it.

`python -m tests.journeys.argued_over` writes docs/explanation/an-item-argued-over.md anew.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.sandbox import Message, Person
from bot.sandbox.people.form import Form
from bot.sandbox.play.stage import Stage
from models.storage.opening import open_database
from tests.house.readme import block
from tests.house.tree import ROOT
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, WEI, at
from tests.workspace import Workspace

PAGE: Final = "docs/explanation/an-item-argued-over.md"
BEGIN, END = "<!-- story:begin -->", "<!-- story:end -->"
SHORTCUT: Final = "Hand off this message"


class Story:
    """The story, act by act. `say` is given each line of it."""

    def __init__(self, workspace: Workspace, say: Callable[[str], None]) -> None:
        self.here = workspace
        self.stage = Stage(workspace.slack, workspace.turn_to, workspace.settle, say)
        self.wei, self.mei, self.jonas = (workspace.person(user) for user in (WEI, MEI, JONAS))
        self.ana, self.luis, self.priya = (workspace.person(user) for user in (ANA, LUIS, PRIYA))

    @property
    def card(self) -> Message:
        """The item's card."""
        return next(one for one in self.here.slack.messages(OPS) if one.by_bot and "Banner text v3" in one.text)

    def play(self) -> None:
        """All of it."""
        self.written_by_shortcut()
        self.argued_over()
        self.sent_back()
        self.decided()
        self.handed_on()
        self.finished()
        self.the_next_morning()

    def written_by_shortcut(self) -> None:
        """Singapore: a message and its thread become an item."""
        self.stage.scene(at("mon 08:30"), "Singapore: a thread has become work, and the day ends.")
        root = self.mei.posts(OPS, "Banner text v3 must be live in the EU by Thursday; v2 is too long for phones")
        self.mei.replies(root, "The draft: https://docs.google.com/document/d/v3")
        self.stage.does(self.wei, f"uses “{SHORTCUT}” on Mei's message.")
        form = self._opens(self.wei.uses_shortcut(SHORTCUT, root).form)
        form.fill("Headline", "Banner text v3 for the EU").fill("Next step", "Check v3 with counsel, then ship it")
        form.choose("Decision owner", "Priya Nair").fill("Decision", "May banner text v3 ship in the EU?")
        form.choose("Decide by", at("tue 08:00")).fill("Without a decision", "The launch waits a day")
        self.here.settle()
        self.stage.does(self.wei, "types the next step and who is to decide what, and presses Send.")
        self._sends(form)
        self.stage.message(self.wei, self.card, "the card, in the message's thread")

    def argued_over(self) -> None:
        """Berlin: claimed, read back, and argued over in the thread."""
        self.stage.scene(at("mon 09:40"), "Berlin is at work: Jonas takes it, and says back what he understood.")
        self.stage.does(
            self.jonas, "puts 🙋 on the card, and answers in its thread: Counsel first. Unsure: is v2 live?"
        )
        self.here.reacts(JONAS, self.card, "raising_hand")
        self._says(self.jonas, "Counsel first. Unsure: is v2 live?")
        self.stage.does(self.ana, "answers in the thread: v3 drops the opt-out sentence. Jonas tags it ⚠️.")
        self.concern = self._says(self.ana, "v3 drops the opt-out sentence")
        self.here.reacts(JONAS, self.concern, "warning")
        self.stage.does(self.jonas, "tags another ⚖️: Short enough for phones costs us the second link.")
        self.here.reacts(JONAS, self._says(self.ana, "Short enough for phones costs us the second link"), "scales")
        self.stage.message(self.jonas, self.card, "the card, edited")

    def sent_back(self) -> None:
        """Berlin gives it back, with the reason; nobody in Singapore is woken for it."""
        self.stage.scene(at("mon 14:00"), "Counsel sits in Singapore: Jonas gives it back, with the reason.")
        before = self.stage.count([self.wei, self.priya])
        reason = "counsel sits in Singapore, and asks for the opt-out"
        self.stage.does(self.jonas, f"types: /handoff back H-1 {reason}")
        self.here.types(JONAS, f"/handoff back H-1 {reason}")
        self.stage.silent([self.wei, self.priya], before)

    def decided(self) -> None:
        """Singapore's next morning: the concern is answered, and the decision owner decides, with a condition."""
        self.stage.scene(at("tue 01:00"), "A new day in Singapore. Wei reads what came back.")
        self.stage.message(self.wei, self.wei.dms[-1], "the first DM of the day")
        self.stage.does(self.wei, "takes it, answers the concern in the thread, and puts ✅ on it.")
        self.here.presses(WEI, self.wei.dms[-1], "Claim H-1")
        self._says(self.wei, "v3b has the opt-out sentence again")
        self.here.reacts(WEI, self.concern, "white_check_mark")
        self.stage.tell("Priya, who decides, is in no region: she gets a DM of her own.")
        self.stage.message(self.priya, self.priya.dms[-1], "a DM")
        self.stage.does(self.priya, "presses Approve if …, says if what, and why.")
        form = self._opens(self.priya.presses(self.priya.dms[-1], "Approve if").form)
        form.fill("If …", "The opt-out sentence stays in").fill("Why, in one line", "Counsel agreed to v3b")
        self._sends(form)
        self.stage.message(self.wei, self.card, "the card, edited")

    def handed_on(self) -> None:
        """Wei writes nothing anew: the form is filled from the thread, and goes in two clicks."""
        self.stage.scene(at("tue 02:00"), "Los Angeles will ship it.")
        self.stage.does(
            self.wei, "presses Hand off on the card, chooses Los Angeles, and presses Send. Nothing is typed."
        )
        form = self._opens(self.wei.presses(self.card, "Hand off").form)
        form.choose("To", "Los Angeles")
        self.here.settle()
        self.stage.form(self.wei, form)
        self._sends(form)

    def finished(self) -> None:
        """Los Angeles: read back, and done."""
        self.stage.scene(at("tue 17:00"), "Los Angeles wakes up to it.")
        self.stage.message(self.luis, self.luis.dms[-1], "the first DM of the day")
        self.stage.does(self.luis, "presses Claim H-1, then Write: Ship v3b as it stands.")
        self.here.presses(LUIS, self.luis.dms[-1], "Claim H-1")
        self.stage.message(self.luis, self.luis.dms[-1], "the same DM, edited")
        form = self._opens(self.luis.presses(self.luis.dms[-1], "Write").form)
        form.fill("Your next step, and your doubt", "Ship v3b as it stands")
        self._sends(form)
        self.stage.scene(at("tue 20:15"), "It is live.")
        self.stage.does(self.luis, "puts ✅ on the card.")
        self.here.reacts(LUIS, self.card, "white_check_mark")
        self.stage.message(self.luis, self.card, "the card")
        self.stage.tell("Its thread says what happened, one line for each change of hands:")
        for line in (one for one in self.here.slack.messages(OPS) if one.by_bot and one.thread_ts and one != self.card):
            self.stage.message(self.luis, line, "in the thread")

    def the_next_morning(self) -> None:
        """Singapore: what became of it, and where the decision can be found again."""
        self.stage.scene(at("wed 01:00"), "Wei reads what became of it.")
        self.stage.message(self.wei, self.wei.dms[-1], "the first DM of the day")
        self.stage.does(self.mei, "types: /handoff decisions banner")
        self.here.types(MEI, "/handoff decisions banner")
        self.stage.message(self.mei, self.mei.ephemerals[-1], "alone")

    def _opens(self, form: Form | None) -> Form:
        assert form is not None
        self.here.settle()
        return form

    def _sends(self, form: Form) -> None:
        errors = form.submit()
        assert not errors, errors
        self.here.settle()

    def _says(self, person: Person, words: str) -> Message:
        """Somebody answers in the card's thread."""
        reply = person.replies(self.card, words)
        self.here.settle()
        return reply


def as_told(lines: list[str]) -> str:
    """The lines of the play as the docs have them."""
    return "\n".join(lines).strip("\n")


def told() -> str:
    """The story as the docs tell it."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        open_database(f"sqlite:///{Path(folder) / 'story.db'}").close()
        workspace = Workspace(Path(folder) / "story.db")
        try:
            Story(workspace, lines.append).play()
        finally:
            workspace.close()
    return as_told(lines)


if __name__ == "__main__":
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    (ROOT / PAGE).write_text(f"{before}{BEGIN}\n{block(told())}{END}{after}", encoding="utf-8")
