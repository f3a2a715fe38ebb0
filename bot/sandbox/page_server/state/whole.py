"""All that one window shows."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.page_server.looking import Looking
from bot.sandbox.page_server.state.clock import clock_state, strip_state
from bot.sandbox.page_server.state.people import names_state, people_state
from bot.sandbox.page_server.state.rooms import open_room, rooms_state, unread_directly
from bot.sandbox.page_server.state.views import form_state, home_state
from bot.sandbox.payload import Json
from bot.sandbox.people.person import Person
from bot.sandbox.world import World


@dataclass(frozen=True)
class Showing:
    """Makes the state of a window. `person` gives the person with an id."""

    world: World
    person: Callable[[str], Person]

    def state(self, looking: Looking) -> str:
        """What the window shows, as JSON: people, conversations, the one that is open, the form, the Home tab."""
        world = self.world
        count, strip = world.changes.count, strip_state(world)
        with world.lock:
            known = looking.person in world.users
            own = self._own(looking) if known else {"me": None, "rooms": []}
            return json.dumps(self._everybodys() | own | {"changes": count, "strip": strip})

    def _everybodys(self) -> Json:
        world, manifest = self.world, self.world.manifest
        return {
            "app": {"name": manifest.name, "user": world.identity.bot_user, "home": manifest.home_tab},
            "start": world.changes.start, "clock": clock_state(world),
            "opens_as": world.opens_as, "ready": world.is_ready,
            "people": people_state(world, lambda user: unread_directly(world, self.person(user))),
            "names": names_state(world), "emoji": world.understood,
            "commands": [
                {"name": name, "description": manifest.hints[name][0], "hint": manifest.hints[name][1]}
                for name in sorted(manifest.commands)
            ],
            "shortcuts": [{"name": name, "kind": kind} for name, (kind, _) in manifest.shortcuts.items()],
        }  # fmt: skip

    def _own(self, looking: Looking) -> Json:
        world, person = self.world, self.person(looking.person)
        return {
            "me": person.id, "rooms": rooms_state(world, person), "room": open_room(world, person, looking),
            "form": form_state(world, person.id), "home": home_state(world, person.id),
        }  # fmt: skip
