"""Slash commands, as Slack treats them (docs.slack.dev/interactivity/implementing-slash-commands)."""

import json
from typing import Any

from bot.sandbox.acts.posting import add_ephemeral, add_post
from bot.sandbox.channel import Channel
from bot.sandbox.delivery import Outcome
from bot.sandbox.envelopes import slash_command
from bot.sandbox.people.acting import Desk, status_of
from bot.sandbox.people.typed import command_text
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.response_posts import answer_in
from bot.sandbox.user import User
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.message_content import read_content


def run_command(desk: Desk, user: User, channel: Channel, line: str, thread: str | None = None) -> str:
    """Type a command; how it went, in the client's words. What the app answers is shown to this person alone.

    `thread` is the `ts` of the first message of the thread it is typed in, where Slack takes none.
    """
    command, _, text = line.partition(" ")
    escaped = desk.world.manifest.commands.get(command)
    if escaped is None or user.external_team is not None:
        return _notice(desk, user, channel, "not_a_command", f"{command} is not a valid command.", thread)
    if thread:
        words = f"{command} is not supported in threads. Sorry!"
        return _notice(desk, user, channel, "not_in_threads", words, thread)
    typed = command_text(desk.world, text.strip()) if escaped else text.strip()
    payload = slash_command(desk.world, user, channel, command, typed)
    url = desk.response_url(channel.id, user)
    payload |= {"response_url": url, "trigger_id": desk.trigger(user)}
    outcome = desk.send("command", payload)
    status = status_of(outcome)
    if status != "ok":
        return _notice(desk, user, channel, status, f'{command} failed with the error "{status}"')
    return _show(desk, user, channel, outcome, url, line)


def _show(desk: Desk, user: User, channel: Channel, outcome: Outcome, url: str, line: str) -> str:
    body = _body(outcome.body)
    if not body:
        return "ok"
    try:
        args = Arguments(body)
        content = read_content(args)
        if not content.text and not content.blocks:
            return "ok"
        with desk.world.lock:
            if args.text("response_type") == "in_channel":
                add_post(desk.world, Post(channel.id, "", user.id, line))
            post = answer_in(desk.world, desk.world.response_urls.peek(url.rpartition("/")[2]), args, content)
        desk.world.inspector.note_answer("answer", body, post.channel, post.ts)
    except Refusal as refusal:
        return _notice(desk, user, channel, refusal.code, f"Slack refused the app's answer: {refusal.code}")
    return "ok"


def _body(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}


def _notice(desk: Desk, user: User, channel: Channel, status: str, text: str, thread: str | None = None) -> str:
    add_ephemeral(desk.world, Post(channel.id, "", "USLACKBOT", text, ephemeral_to=user.id, thread_ts=thread))
    return status
