"""What people do with the DM at the end of their day, in short words."""

from typing import Final

from bot.sandbox.people.message import Message
from tests.people import WEI
from tests.workspace import Workspace

_SAYS: Final = (
    "Your day end", "hand off, keep or finish", "to decide. First", "ahead and are back", "Days off are ahead",
    "Nothing here waits for an answer", "I asked again", "Sent ", "This was about",
)  # fmt: skip


def owns(workspace: Workspace, user: str, *headlines: str, to: str = "Berlin", **more: str) -> None:
    """Somebody comes to own items."""
    for headline in headlines:
        card = workspace.hands_off(WEI, headline, to=to, **more)
        number = card.text.partition("H-")[2].split()[0].strip("*")
        said = workspace.types(user, f"/handoff claim H-{number}")
        assert "is yours" in said, said


def evenings(workspace: Workspace, user: str) -> list[Message]:
    """The DMs at the end of a day that somebody got."""
    return [one for one in workspace.person(user).dms if one.by_bot and any(words in one.text for words in _SAYS)]


def evening(workspace: Workspace, user: str) -> Message:
    """The one they got."""
    (message,) = evenings(workspace, user)
    return message


def choices(workspace: Workspace, user: str, asked: Message, *chosen: str) -> None:
    """Choose, from the top, what becomes of each item."""
    for which, label in enumerate(chosen):
        option = next(one for one in asked.options if one.startswith(label))
        assert workspace.person(user).chooses(asked, option, which=which).ok
        workspace.settle()
