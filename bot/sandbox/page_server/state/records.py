"""What the inspector shows: what the app sent, and what Slack sent."""

from bot.sandbox.payload import Json
from bot.sandbox.world import World

MOST = 200


def records_state(world: World, about: str) -> list[Json]:
    """The last records, oldest first: of the message or view that `about` names (channel and ts, or a view's id), or
    of everything where it is empty."""
    inspector = world.inspector
    named = about.split(" ")
    if not about:
        found = inspector.records()
    elif len(named) == 2:
        found = inspector.about_message(*named)
    else:
        found = inspector.about_view(about)
    return [record.as_json() for record in found[-MOST:]]
