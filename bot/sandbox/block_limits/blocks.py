"""Blocks and their limits, per surface (docs.slack.dev/reference/block-kit/blocks)."""

from typing import Any, Literal

from bot.sandbox.block_limits.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, TYPED
from bot.sandbox.block_limits.objects import BLOCK_ID, plain, text
from bot.sandbox.block_limits.rules import Problems, Rule, anything, by_type, flag, items, one_of, shape, string

Surface = Literal["message", "modal", "home"]
MOST: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}

_IMAGE_FIELDS: dict[str, Rule] = {"alt_text": string(2000)}
_IMAGE_SOURCE: dict[str, Rule] = {"image_url": string(3000), "slack_file": anything}


def _image_source(value: dict[str, Any], path: str, problems: Problems) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        problems.add(path, "must provide either image_url or slack_file")


IMAGE_ELEMENT = shape({"type": one_of("image"), **_IMAGE_FIELDS}, _IMAGE_SOURCE, _image_source)
_ACCESSORY = by_type({k: v for k, v in ELEMENTS.items() if k not in TYPED} | {"image": IMAGE_ELEMENT}, "element")
_CONTEXT = by_type({"image": IMAGE_ELEMENT, "mrkdwn": text(3000), "plain_text": text(3000)}, "element")


def _section_content(value: dict[str, Any], path: str, problems: Problems) -> None:
    if "text" not in value and "fields" not in value:
        problems.add(path, "missing required field: text or fields")


def _kind(name: str, required: dict[str, Rule], optional: dict[str, Rule], *extra: Rule) -> dict[str, Rule]:
    return {name: shape({"type": one_of(name), **required}, {"block_id": BLOCK_ID, **optional}, *extra)}


_COMMON: dict[str, Rule] = {
    **_kind("section", {}, {
        "text": text(3000), "fields": items(text(2000), 10), "accessory": _ACCESSORY, "expand": flag},
        _section_content),
    **_kind("header", {"text": plain(150)}, {"level": anything}),
    **_kind("divider", {}, {}),
    **_kind("context", {"elements": items(_CONTEXT, 10)}, {}),
    **_kind("actions", {"elements": items(by_type(IN_ACTIONS, "element"), 25)}, {}),
    **_kind("image", _IMAGE_FIELDS, {**_IMAGE_SOURCE, "title": plain(2000)}, _image_source),
    **_kind("rich_text", {"elements": items(anything, 1000, least=0)}, {}),
    **_kind("input", {"label": plain(2000), "element": by_type(IN_INPUT, "element")}, {
        "hint": plain(2000), "optional": flag, "dispatch_action": flag}),
    **_kind("video", {"alt_text": string(2000), "title": plain(200), "thumbnail_url": string(3000),
                      "video_url": string(3000)}, {
        "author_name": string(50), "description": plain(200), "provider_icon_url": string(3000),
        "provider_name": string(255), "title_url": string(3000)}),
}  # fmt: skip
_TABLE_ROW = items(by_type({"raw_text": anything, "raw_number": anything, "rich_text": anything}, "cell"), 20)
_MESSAGE_ONLY: dict[str, Rule] = {
    **_kind("markdown", {"text": string(12000)}, {}),
    **_kind("table", {"rows": items(_TABLE_ROW, 100)}, {"column_settings": items(anything, 20)}),
    **_kind("context_actions", {"elements": items(anything, 5)}, {}),
}
_MODAL_ONLY: dict[str, Rule] = {**_kind("alert", {"text": text(200)}, {"level": anything})}

ALLOWED: dict[Surface, dict[str, Rule]] = {
    "message": _COMMON | _MESSAGE_ONLY,
    "modal": _COMMON | _MODAL_ONLY,
    "home": _COMMON,
}


def blocks_rule(surface: Surface) -> Rule:
    """The rule of the `blocks` of a message, modal or Home tab."""
    return items(by_type(ALLOWED[surface], "block"), MOST[surface], least=0)
