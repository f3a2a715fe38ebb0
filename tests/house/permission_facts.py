"""Why the app asks for what it asks for: the facts behind docs/permissions.md, and their only home."""

from typing import NamedTuple


class Fact(NamedTuple):
    """What needs a scope or an event, and what is lost without it."""

    needed_for: str
    lost_without: str


SCOPES: dict[str, Fact] = {
    "channels:history": Fact(
        "Reading what people tag in an item's thread with an emoji (a concern, a question, …), and following it when "
        "it is edited or deleted; the thread that somebody hands off by the shortcut. Looking in a public channel for "
        "one of Sunrelay's own messages whose sending ended in doubt (a dropped connection), before it is sent again.",
        "Emoji on replies do nothing, and the shortcuts take no more than the message itself. After such a drop, a "
        "card or a line in its thread may be there twice.",
    ),
    "channels:read": Fact(
        "Whether a public channel exists, is archived, and who is in it: who sees an item is who sees its channel.",
        "No home channel can be checked, and every channel counts as one that nobody sees: Sunrelay does not work.",
    ),
    "chat:write": Fact(
        "Posting and editing cards, the line in a card's thread and direct messages; answers that one person sees.",
        "Nothing can be said: Sunrelay does not work.",
    ),
    "commands": Fact(
        "The command `/handoff`, and the shortcuts on messages.",
        "The same words still work as text in Sunrelay's direct messages; buttons and reactions work, too.",
    ),
    "groups:history": Fact(
        "The same as `channels:history`, in private channels Sunrelay was invited to.",
        "The same, in private channels.",
    ),
    "groups:read": Fact(
        "The same as `channels:read`, for private channels Sunrelay was invited to.",
        "A private channel cannot be a home channel: what is not known counts as private, and nobody as a member.",
    ),
    "im:history": Fact(
        "Reading what people type to Sunrelay in its direct messages; looking there for a message whose sending ended "
        "in doubt, before it is sent again.",
        "Text typed to Sunrelay is not heard, and a direct message in doubt may come twice.",
    ),
    "im:write": Fact(
        "Opening the direct message with a person before anything is sent, so that its place is known and a message in "
        "doubt can be looked for.",
        "No digest and no reminder can be sent safely: Sunrelay does not work.",
    ),
    "reactions:read": Fact(
        "Claiming, finishing, handing off and sending back by a reaction on a card.",
        "Reactions do nothing; the buttons and commands do all the same.",
    ),
    "usergroups:write": Fact(
        "Keeping the user group that a team's roster names (`user_group`) what its shifts are. No other is touched.",
        "A user group stays as it is; the leads of its team are told once.",
    ),
    "users:read": Fact(
        "Names as plain text; the time zone of people in no region; who is deactivated, a guest or from elsewhere.",
        "Nobody has a name, and nothing protects what guests must not change: Sunrelay does not work.",
    ),
    "users:read.email": Fact(
        "Finding whom a roster file, or the calendar of a region's turns (`rota`), means by an e-mail. None is kept.",
        "People in a roster file are written as `@name` or by their user id, those in such a calendar by its table.",
    ),
}

EVENTS: dict[str, Fact] = {
    "app_home_opened": Fact("Making the Home tab afresh when it is opened.", "The Home tab stays empty."),
    "channel_archive": Fact("Knowing that a public channel takes no more cards.", "It is noticed when a card fails."),
    "channel_deleted": Fact("Knowing that a public channel is gone.", "It is noticed when a card fails."),
    "channel_left": Fact("Knowing that Sunrelay was removed from a channel.", "It is noticed when a card fails."),
    "channel_rename": Fact("Showing a public channel's name.", "The old name is shown."),
    "channel_unarchive": Fact("Knowing that a public channel takes cards again.", "Its items stay refused."),
    "group_archive": Fact("Knowing that a private channel takes no more cards.", "It is noticed when a card fails."),
    "group_deleted": Fact("Knowing that a private channel is gone.", "It is noticed when a card fails."),
    "group_left": Fact("Knowing that Sunrelay was removed from a private channel.", "It is noticed when a card fails."),
    "group_rename": Fact("Showing a private channel's name to its members.", "The old name is shown."),
    "group_unarchive": Fact("Knowing that a private channel takes cards again.", "Its items stay refused."),
    "member_joined_channel": Fact("Who sees a channel's items from now on.", "New members of it see no items."),
    "member_left_channel": Fact("Who sees a channel's items no longer.", "Who left a channel still sees its items."),
    "message.channels": Fact(
        "Following replies in items' threads that were tagged: edited, deleted, answered; the addresses in these "
        "threads. Messages outside threads are dropped unread.",
        "What was tagged stays as it was.",
    ),
    "message.groups": Fact(
        "The same as `message.channels`, in private channels Sunrelay was invited to.", "The same, in private channels."
    ),
    "message.im": Fact("Commands typed as text to Sunrelay.", "Text typed to Sunrelay is not heard."),
    "reaction_added": Fact("Acting on an item by a reaction; tagging replies.", "Reactions do nothing."),
    "reaction_removed": Fact(
        "Undoing it, for ten minutes, by taking the reaction off; untagging replies.",
        "Undo needs the button, and what was tagged stays so.",
    ),
    "user_change": Fact(
        "Following names; asking who is in another zone where they work, and who shows an away emoji whether they are "
        "away; others taking over from who is deactivated.",
        "The items of a deactivated owner wait until somebody notices.",
    ),
}

# What is kept, and what it is kept for.
STORED: dict[str, str] = {
    "The workspace": "its id, name and address, and the bot's own id",
    "The roster": "teams, regions and members with their hours, days and zones, as the roster file or `/handoff setup` "
    "gives them; what somebody is setting up and has not saved",
    "People": "Slack user id, name, time zone; whether deactivated, a guest or of another company; whether their "
    "status shows an emoji that says away; the id of their direct message with Sunrelay",
    "Absences, trips, covers": "whose they are, their dates or hours, who noted them; no reason. Forgotten 400 days "
    "after they are over",
    "Channels": "id, name, whether private or archived, and who is in them: for the channels items are in",
    "Items and their notes": "every field that was typed into the form, in every version",
    "Forms not sent": "what was changed in a hand-off form before it was closed or refused, for who wrote it alone. "
    "Forgotten once it is sent or discarded, or two weeks later",
    "Read-backs": "what claimers say back, what they ask of whoever an item comes from, and the answers",
    "What was tagged": "the text, author and place of replies that somebody put into a note by an emoji or the "
    "shortcut, who did, and the reply that answers one; addresses written in items' threads. Edited or deleted in "
    "Slack, they change or go here",
    "What happened": "who did what to an item, when, and from where (command, button, reaction)",
    "Calendars": "the addresses in the roster; of what they say dates, hours and whose they are, no titles; of those "
    "at which shifts are read, only a hash",
    "Messages of Sunrelay": "to whom each goes, what it is about, when it was sent and where it stands in Slack",
    "What came in": "the ids of Slack's events, forms and clicks, so that none counts twice; a command about a "
    "channel Slack has not told of yet, or a reaction on a card Slack has not confirmed, until it is carried out",
}

NOT_STORED = (
    "messages of people that nobody has tagged (what is read to look for others is dropped at once)",
    "tokens and secrets: they are read from the settings at each start",
    "e-mail addresses, presence, statuses, do-not-disturb times, profile pictures",
)
