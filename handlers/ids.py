"""The ids by which Slack tells us which button, input or form it was. A value only ever says which item or event."""

from typing import Final

# Buttons. The value is an item's number, but for UNDO and GIVE_REASON: an event's id.
CLAIM: Final = "claim"
DONE: Final = "done"
HAND_OFF: Final = "hand_off"
REOPEN: Final = "reopen"
FULL_NOTE: Final = "full_note"
RECAP: Final = "recap"
SNOOZE: Final = "snooze"
UNDO: Final = "undo"
DECIDE: Final = "decide"
APPROVE: Final = "approve"
APPROVE_IF: Final = "approve_if"
DECLINE: Final = "decline"
NOT_MINE: Final = "not_mine"
GIVE_REASON: Final = "give_reason"
# The value is "words:" and what was typed, "item:42", "item:42:" and where to, or "decide:42:" and why.
OPEN_FORM: Final = "open_form"
READ_BACK: Final = "read_back"  # the value is the claim's event, as of the next two
AS_ASKED: Final = "as_asked"
NOT_AS_ASKED: Final = "not_as_asked"
ASK: Final = "ask"
ANSWER: Final = "answer"  # the value is the question's row
COME_BACK: Final = "come_back"  # the value is an absence's row
TAKE_COVER: Final = "take_cover"  # the value is a cover's row, as of the next
END_COVER: Final = "end_cover"
# The value is the DM (its row) that asks whether its reader is away, or where they work from now on.
AWAY_TODAY: Final = "away_today"
AWAY_DATES: Final = "away_dates"
NOT_AWAY: Final = "not_away"
TRIP: Final = "trip"
MOVED: Final = "moved"
NOT_MOVED: Final = "not_moved"
UNDO_MOVE: Final = "undo_move"
# A button's value is the setup (its row); for a region and its place, or "new": "7:2"; for a member "7:2:U0AAA".
SETUP_REGION: Final = "setup_region"
SETUP_MEMBER: Final = "setup_member"
SETUP_ANEW: Final = "setup_anew"
GIVE_FEED: Final = "give_feed"  # the value is "own", or "team:3": a team's row; as of the next
REVOKE_FEED: Final = "revoke_feed"
# In the full note. The value is an item's number, a version (0: the note as it stands), and a page of it: "42:0:1".
NOTE_NEXT: Final = "note_next"
NOTE_BACK: Final = "note_back"
NOTE_VERSION: Final = "note_version"
# The value is the digest (its row); where a list goes on, or a time, stands behind it: "7:20".
CLAIM_SEVERAL: Final = "claim_several"
UNDO_ONE: Final = "undo_one"  # the value is the claim's event
SEE_ALL: Final = "see_all"
REMIND_AT: Final = "remind_at"
NOT_TODAY: Final = "not_today"
CHOOSE_ANEW: Final = "choose_anew"
# The value is the DM at the end of a day (its row); a choice adds an item's number and what is chosen: "7:42:keep".
EVENING_SEND: Final = "evening_send"
EVENING_CHOICE: Final = "evening_choice"
EVENING_WRITE: Final = "evening_write"
EVENING_AGAIN: Final = "evening_again"
EVENING_UNDO: Final = "evening_undo"
EVENING_ADD: Final = "evening_add"  # the value is an item's number, as of the next
EVENING_WRITE_ONE: Final = "evening_write_one"
LINK: Final = "link"  # a button that only opens an address

# The overflow menu ⋯. Each option's value is "verb:number".
MORE: Final = "more"
MORE_VERBS: Final = ("hand_off", "send_back", "update", "ask", "cancel", "full_note")

# Forms.
HANDOFF_FORM: Final = "handoff_form"
REASON_FORM: Final = "reason_form"
DECISION_FORM: Final = "decision_form"
AWAY_FORM: Final = "away_form"
EVENING_WHICH: Final = "evening_which"
TRIP_FORM: Final = "trip_form"
SETUP_FORM: Final = "setup_form"
SETUP_REGION_FORM: Final = "setup_region_form"
SETUP_MEMBER_FORM: Final = "setup_member_form"
SETUP_PREVIEW: Final = "setup_preview"
SETUP_ASKING: Final = "setup_asking"
SETUP_REFUSED: Final = "setup_refused"
NOTE_VIEW: Final = "note_view"
SEVERAL_FORM: Final = "several_form"
SEVERAL_DONE: Final = "several_done"
RECAP_VIEW: Final = "recap_view"

# What people do with a message: shortcuts, as manifest.yml names them.
HAND_OFF_MESSAGE: Final = "hand_off_message"
ADD_TO_HANDOFF: Final = "add_to_handoff"
ADD_FORM: Final = "add_form"
SAID: Final = "said"  # a view that only says something
TAKE_OUT: Final = "take_out"  # the value is a comment's row

# Pickers that search: what is typed comes to us, and what was probably meant goes back.
ZONE_PICKER: Final = "zone_picker"
HOLIDAYS_PICKER: Final = "holidays_picker"
ITEM_PICKER: Final = "item_picker"

# Of a form that was not sent; the value is its row.
GO_ON: Final = "go_on"
DISCARD: Final = "discard"

# Inside the hand-off form: what makes it draw itself anew.
MORE_CONTEXT: Final = "more_context"
REDRAWS: Final = "redraws"
DECIDES: Final = "decides"  # the same inside the form that decides
