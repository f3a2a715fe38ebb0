"""What people do with words: messages, replies, commands, files."""

from collections.abc import Sequence

from bot.sandbox.acts.posting import add_post, change_post, delete_post
from bot.sandbox.channel import Channel
from bot.sandbox.people.answer import Answer
from bot.sandbox.people.client import Client
from bot.sandbox.people.commands import run_command
from bot.sandbox.people.composed import composed
from bot.sandbox.people.message import Message
from bot.sandbox.people.typed import message_text
from bot.sandbox.post import Post
from bot.sandbox.shared_file import SharedFile, small_picture


class Writing(Client):
    """A person's keyboard."""

    def types(self, channel: str, text: str, thread: Message | None = None) -> Answer:
        """Type into the message box: a line that starts with `/` is a command, anything else a message."""
        place = self._may_write(channel)
        if text.startswith("/"):
            root = None if thread is None else thread.thread_ts or thread.ts
            return self._answering(lambda: run_command(self._desk, self.user, place, text, root), place)
        return self._answering(lambda: self._said(self._post(place, text, thread)), place)

    def posts(self, channel: str, text: str) -> Message:
        """Write a message."""
        return self._post(self._may_write(channel), text, None)

    def replies(self, message: Message, text: str) -> Message:
        """Write in the thread of a message; also where its first message was deleted and others are left."""
        self._must_see(message, deleted_too=message.is_tombstone)
        return self._post(self._may_write(message.channel), text, message)

    def posts_file(
        self,
        channel: str,
        name: str = "graph.png",
        *,
        text: str = "",
        content: bytes | None = None,
        thread: Message | None = None,
    ) -> Message:
        """Write a message with a file (without `content` a small picture), of a file alone without `text`."""
        if thread is not None:
            self._must_see(thread, deleted_too=thread.is_tombstone)
        place, world = self._may_write(channel), self._desk.world
        content = small_picture() if content is None else content
        file = SharedFile(world.new_id("F"), name, self.id, content, int(world.now()))
        with world.lock:
            world.files[file.id] = file
        return self._post(place, text, thread, [file])

    def writes_to_bot(self, text: str) -> Answer:
        """Write to the bot in its DM; the answer holds what the bot wrote there meanwhile."""
        dm = self._desk.world.dm(self.id)
        answer = self._answering(lambda: self._said(self._post(dm, text, None)), dm)
        return Answer(answer.status, self.user, [m for m in answer.messages if m.user != self.id], answer.form)

    def edits(self, message: Message, text: str) -> None:
        """Change one's own message."""
        self._own(message)
        with self._telling():
            kept = message_text(self._desk.world, text)
            change_post(self._desk.world, message.post, kept, composed(kept))

    def deletes(self, message: Message) -> None:
        """Delete one's own message."""
        self._own(message)
        with self._telling():
            delete_post(self._desk.world, message.post)

    def _post(self, place: Channel, text: str, thread: Message | None, files: Sequence[SharedFile] = ()) -> Message:
        world = self._desk.world
        post = Post(place.id, "", self.id, message_text(world, text), client_msg_id=world.new_id("m"))
        post.blocks, post.files = composed(post.text), list(files)
        if thread is not None:
            post.thread_ts = thread.post.thread_ts or thread.ts
        with self._telling():
            add_post(world, post)
        return Message(world, post)

    @staticmethod
    def _said(_: Message) -> str:
        return "ok"
