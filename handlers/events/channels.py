"""Channels that change: who is in them, whether the bot is, and whether they are still there."""

from handlers.desk import Desk
from handlers.payloads import Payload
from models.acts import Act, Surface
from models.verbs.decisions_due import give_back_questions
from models.workspace.directory import (
    archive_channel,
    join_channel,
    keep_missing_channel,
    leave_channel,
    lose_channel,
    refetch_channel,
    rename_channel,
    want_channel,
)


def on_joined(desk: Desk, _: Payload, event: Payload) -> None:
    """Somebody has joined; where it is the bot, Slack is asked about the channel anew."""
    with desk.database.write() as session:
        channel, user = str(event["channel"]), str(event["user"])
        if user == desk.bot_user:
            want_channel(session, desk.workspace_id, channel)
            refetch_channel(session, desk.workspace_id, channel)
        else:
            join_channel(session, desk.workspace_id, channel, user)


def on_left(desk: Desk, _: Payload, event: Payload) -> None:
    """Somebody has left: they no longer see what is there, nor decide of it."""
    with desk.database.write() as session:
        channel, user = str(event["channel"]), str(event["user"])
        leave_channel(session, desk.workspace_id, channel, user)
        give_back_questions(session, Act(desk.workspace_id, None, desk.now(), Surface.BOT), user)
        if user == desk.bot_user:
            lose_channel(session, desk.workspace_id, channel)


def on_bot_left(desk: Desk, _: Payload, event: Payload) -> None:
    """The bot was taken out of the channel."""
    with desk.database.write() as session:
        leave_channel(session, desk.workspace_id, str(event["channel"]), desk.bot_user)
        lose_channel(session, desk.workspace_id, str(event["channel"]))


def on_archived(desk: Desk, _: Payload, event: Payload) -> None:
    """The channel was archived: nothing can be posted there."""
    with desk.database.write() as session:
        archive_channel(session, desk.workspace_id, str(event["channel"]))


def on_unarchived(desk: Desk, _: Payload, event: Payload) -> None:
    """The channel is back: Slack is asked whether the bot still is in it."""
    with desk.database.write() as session:
        refetch_channel(session, desk.workspace_id, str(event["channel"]))


def on_renamed(desk: Desk, _: Payload, event: Payload) -> None:
    """The channel has another name."""
    with desk.database.write() as session:
        rename_channel(session, desk.workspace_id, str(event["channel"]["id"]), str(event["channel"]["name"]))


def on_deleted(desk: Desk, _: Payload, event: Payload) -> None:
    """The channel is gone."""
    with desk.database.write() as session:
        keep_missing_channel(session, desk.workspace_id, str(event["channel"]))
