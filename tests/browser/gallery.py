"""One of each block and element that the page draws, as an app would send them."""

from typing import Any, Final

Json = dict[str, Any]

# Monday, 1 March 2027, 07:50 UTC: 15:50 in Singapore, 08:50 in Berlin, Sunday night in Los Angeles.
NOW: Final = 1_803_887_400


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def options(*texts: str) -> list[Json]:
    return [{"text": plain(text), "value": text.lower()} for text in texts]


def block(kind: str, name: str, **more: Any) -> Json:
    return {"type": kind, "block_id": name, **more}


def field(label: str, kind: str, **more: Any) -> Json:
    outer = {key: more.pop(key) for key in ("optional", "hint", "dispatch_action") if key in more}
    element = {"type": kind, "action_id": "value", **more}
    return block("input", label.lower(), label=plain(label), element=element, **outer)


CONFIRM: Final[Json] = {
    "title": plain("Cancel it?"), "text": plain("Nobody is told."), "confirm": plain("Cancel it"), "deny": plain("No"),
    "style": "danger",
}  # fmt: skip
BUTTONS: Final = [
    {"type": "button", "action_id": "claim", "text": plain("Claim"), "style": "primary", "value": "H-1"},
    {"type": "button", "action_id": "stop", "text": plain("Cancel"), "style": "danger", "confirm": CONFIRM},
    {
        "type": "button", "action_id": "note", "text": plain("Note"), "accessibility_label": "Full note of H-1",
        "url": "https://example.com/note",
    },
    {"type": "overflow", "action_id": "more", "options": options("Hand off", "Send back")},
]  # fmt: skip
SELECTS: Final = [
    {"type": "static_select", "action_id": "what", "placeholder": plain("What"), "options": options("Keep", "Done")},
    {"type": "users_select", "action_id": "who", "placeholder": plain("Who")},
    {"type": "conversations_select", "action_id": "where", "placeholder": plain("Where")},
    {"type": "multi_static_select", "action_id": "several", "placeholder": plain("Several"), "max_selected_items": 2,
     "option_groups": [{"label": plain("Urgent"), "options": options("H-1", "H-2")},
                       {"label": plain("Steady"), "options": options("H-3")}]},
    {"type": "external_select", "action_id": "zone", "placeholder": plain("Zone"), "min_query_length": 1},
    {"type": "datepicker", "action_id": "day", "placeholder": plain("Day")},
    {"type": "timepicker", "action_id": "hour", "placeholder": plain("Hour")},
    {"type": "datetimepicker", "action_id": "by"},
    {"type": "radio_buttons", "action_id": "urgency", "options": options("Critical", "Watch"),
     "initial_option": options("Watch")[0]},
    {"type": "checkboxes", "action_id": "tell", "options": options("Wei", "Ana")},
]  # fmt: skip
RICH: Final = [
    {"type": "rich_text_section", "elements": [
        {"type": "text", "text": "bold", "style": {"bold": True}}, {"type": "user", "user_id": "U0JON"},
        {"type": "link", "url": "https://example.com/a", "text": "a link"}, {"type": "emoji", "name": "tada"},
        {"type": "date", "timestamp": NOW, "format": "{time}", "fallback": "x"}]},
    {"type": "rich_text_list", "style": "ordered", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}]},
    {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "as it is"}]},
]  # fmt: skip
WORDS: Final = (
    f"*bold* _italic_ ~struck~ `code` <https://example.com/b|a label> <@U0JON> <#C0OPS> <!here> :tada: "
    f"<!date^{NOW}^{{time}}|x> &lt;b&gt;\n&gt; quoted"
)
MESSAGE: Final[list[Json]] = [
    block("header", "head", text=plain("H-1 Replica 3 lags 40 s")),
    block("section", "words", text=mrkdwn(WORDS)),
    block("section", "exact", text=mrkdwn("https://example.com/c stays", verbatim=True)),
    block("section", "fields", fields=[mrkdwn("*By*\ntoday"), mrkdwn("*To*\nBerlin")],
          accessory={"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a graph of the lag"}),
    block("divider", "line"),
    block("context", "small", elements=[mrkdwn("From Wei Lin"), plain("Singapore")]),
    block("rich_text", "rich", elements=RICH),
    block("markdown", "markdown", text="# A heading\n- **one**\n- [two](https://example.com/d)\n```\nas it is\n```"),
    block("table", "table", rows=[[{"type": "raw_text", "text": "Region"}], [{"type": "raw_text", "text": "Berlin"}]]),
    block("image", "picture", image_url="https://example.com/y.png", alt_text="the new banner", title=plain("Banner")),
    block("video", "film", title=plain("How it went"), alt_text="a recording", video_url="https://example.com/v",
          thumbnail_url="https://example.com/t.png", title_url="https://example.com/v", provider_name="Loom"),
    block("actions", "buttons", elements=BUTTONS),
    block("actions", "selects", elements=SELECTS),
]  # fmt: skip
UNKNOWN: Final[Json] = {"type": "hologram", "block_id": "new", "text": "<b>not drawn</b>"}
FORM: Final[Json] = {
    "type": "modal", "title": plain("Hand off"), "submit": plain("Send"), "close": plain("Not now"),
    "blocks": [
        block("alert", "alert", text=plain("Nobody is at work."), level="warning"),
        field("Headline", "plain_text_input", max_length=40, hint=plain("One line.")),
        field("Why", "plain_text_input", multiline=True, optional=True),
        field("Pages", "number_input", is_decimal_allowed=False, optional=True),
        field("Link", "url_text_input", optional=True),
        field("Mail", "email_text_input", optional=True),
        field("Kind", "static_select", options=options("Review", "Launch"), initial_option=options("Launch")[0]),
        field("Zone", "external_select", min_query_length=1, optional=True),
        field("People", "multi_users_select", optional=True),
        field("Day", "datepicker", optional=True),
        field("By", "datetimepicker", initial_date_time=NOW),
        field("Urgency", "radio_buttons", options=options("Critical", "Steady"), dispatch_action=True, optional=True),
        field("Tell", "checkboxes", options=options("Wei", "Ana"), optional=True),
        block("actions", "more", elements=[{"type": "button", "action_id": "more", "text": plain("More context")}]),
    ],
}  # fmt: skip
