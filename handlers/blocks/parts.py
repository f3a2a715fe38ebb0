"""The few kinds of block that our messages are made of. People's words stand only in `words` and `small_words`."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from handlers import ids
from handlers.blocks.limits import MOST_HEADER, MOST_LABEL, MOST_TEXT, fit, units

Pressable = ButtonElement | OverflowMenuElement | StaticSelectElement


def said(mrkdwn: str) -> SectionBlock:
    """Our own words, with names made literal and times as tokens."""
    return SectionBlock(text=_ours(mrkdwn))


def words(plain: str, beside: ButtonElement | StaticSelectElement | None = None) -> SectionBlock:
    """People's words, shown as they are: nothing formats, links or mentions; a button or menu may stand beside them."""
    whole = plain if units(plain) <= MOST_TEXT else fit(plain, MOST_TEXT)
    return SectionBlock(text=_theirs(whole), accessory=beside)


def headline(plain: str) -> Block:
    """A headline, large where it is short enough for Slack's header."""
    return HeaderBlock(text=_theirs(plain)) if units(plain) <= MOST_HEADER else words(plain)


def small(mrkdwn: str, plain: str = "") -> ContextBlock:
    """A small grey line: our words, and people's after them where there are some."""
    return ContextBlock(elements=[_ours(mrkdwn), _theirs(plain)] if plain else [_ours(mrkdwn)])


def small_pairs(pairs: Sequence[tuple[str, str]]) -> ContextBlock:
    """A small grey line of our words and people's in turn; either of a pair may be empty (ten elements at most)."""
    elements: list[MarkdownTextObject | PlainTextObject] = []
    ours: list[str] = []
    for mrkdwn, plain in pairs:
        ours += [mrkdwn] if mrkdwn else []
        if plain:
            elements += [_ours(" ".join(ours)), _theirs(plain)] if ours else [_theirs(plain)]
            ours = []
    return ContextBlock(elements=[*elements, _ours(" ".join(ours))] if ours else elements)


def small_words(plain: str) -> ContextBlock:
    """A small grey line of people's words."""
    return ContextBlock(elements=[_theirs(plain)])


def button(label: str, action: str, value: object, *, aloud: str = "", primary: bool = False) -> ButtonElement:
    """A button; `aloud` is what a screen reader says where the label alone does not name the item."""
    return ButtonElement(
        text=_theirs(fit(label, MOST_LABEL)),
        action_id=action,
        value=str(value),
        style="primary" if primary else None,
        accessibility_label=fit(aloud, MOST_LABEL) if aloud else None,
    )


def link_button(label: str, address: str) -> ButtonElement:
    """A button that only opens an address."""
    return ButtonElement(text=_theirs(fit(label, MOST_LABEL)), action_id=ids.LINK, url=address)


def more(options: Sequence[tuple[str, str]], number: int) -> OverflowMenuElement:
    """The ⋯ menu: labels with the verb that each stands for."""
    chosen = [Option(text=_theirs(label), value=f"{verb}:{number}") for label, verb in options]
    return OverflowMenuElement(action_id=ids.MORE, options=chosen)


def menu(action: str, options: Sequence[tuple[str, str]], chosen: str | None, placeholder: str) -> StaticSelectElement:
    """A menu of labels, each with its value; it shows the label `chosen`, or `placeholder` where there is none."""
    made = {label: Option(text=_theirs(label), value=value) for label, value in options}
    return StaticSelectElement(
        action_id=action, options=list(made.values()), placeholder=_theirs(placeholder),
        initial_option=made.get(chosen) if chosen is not None else None,
    )  # fmt: skip


def buttons(*elements: Pressable) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=list(elements))


def _ours(mrkdwn: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=mrkdwn, verbatim=True)


def _theirs(plain: str) -> PlainTextObject:
    # Slack hands us the emoji that people pick as `:smile:`; with emoji=True they see again what they picked.
    return PlainTextObject(text=plain, emoji=True)
