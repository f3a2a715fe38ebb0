"""A person at their Slack client."""

from bot.sandbox.acts.membership import join, leave
from bot.sandbox.people.clicking import Clicking
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from bot.sandbox.people.pointing import Pointing
from bot.sandbox.people.writing import Writing


class Person(Writing, Clicking, Pointing):
    """Everything a person does and sees. Conversations are given by id or name."""

    def __repr__(self) -> str:
        return f"<Person {self.user.id} {self.user.real_name}>"

    @property
    def name(self) -> str:
        """The name everybody sees."""
        return self.user.real_name

    @property
    def dm(self) -> str:
        """The id of the DM with the bot."""
        return self._desk.world.dm(self.id).id

    @property
    def dms(self) -> list[Message]:
        """The messages of the DM with the bot, oldest first, replies too."""
        return self._screen.messages(self._desk.world.dm(self.id))

    @property
    def unread(self) -> list[Message]:
        """What the bot wrote to the DM since `reads()`; edits make nothing unread."""
        return self.unread_in(self.dm)

    def unread_in(self, channel: str) -> list[Message]:
        """What others wrote in a conversation since this person looked at it, replies too."""
        return self._screen.unread(self._channel(channel))

    @property
    def ephemerals(self) -> list[Message]:
        """What only this person sees, oldest first, in all conversations."""
        return self._screen.ephemerals()

    def reads(self, channel: str | None = None) -> None:
        """Look at a conversation (the DM with the bot when none is given): nothing there is unread any more."""
        self._screen.read(self._channel(channel or self.dm))

    def turns_to(self, other: str) -> str:
        """Open the direct message with somebody else, by their user id; its own id."""
        return self._desk.world.dm_of_two(self.id, other).id

    def dismisses(self, message: Message) -> None:
        """Take a message that only this person sees off the screen."""
        self._must_see(message)
        if not message.ephemeral:
            raise Impossible("Others see this message, too.")
        self._desk.world.drop(message.post)

    def sees(self, channel: str) -> list[Message]:
        """The messages of a conversation this person may read, oldest first, replies and ephemerals too."""
        return self._screen.visible(self._channel(channel))

    def joins(self, channel: str) -> None:
        """Become a member of a public channel."""
        place = self._channel(channel)
        if place.kind != "public":
            raise Impossible(f"#{place.name} is private: somebody has to invite.")
        with self._telling():
            join(self._desk.world, place, self.id)

    def leaves(self, channel: str) -> None:
        """Leave a channel."""
        place = self._channel(channel)
        with self._telling():
            leave(self._desk.world, place, self.id)
