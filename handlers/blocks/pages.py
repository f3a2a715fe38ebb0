"""More blocks than a view takes, in pages: what belongs together stays together, and nothing is left out."""

from collections.abc import Iterator, Sequence
from typing import Final

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, HeaderBlock, SectionBlock

from handlers.blocks.limits import units

# Slack takes 100 blocks, and 250,000 bytes with each sign above ASCII as six (docs.slack.dev/reference/methods).
MOST_BLOCKS: Final = 90
MOST_UNITS: Final = 20_000

Group = Sequence[Block]


def paged(groups: Sequence[Group]) -> list[list[Block]]:
    """The groups of blocks on as few pages as hold them; one larger than a page is broken between its blocks."""
    pages: list[list[Block]] = [[]]
    room = MOST_UNITS
    for group in _small_enough(groups):
        wanted = sum(_length(block) for block in group)
        if pages[-1] and (wanted > room or len(pages[-1]) + len(group) > MOST_BLOCKS):
            pages.append([])
            room = MOST_UNITS
        pages[-1].extend(group)
        room -= wanted
    return pages


def _small_enough(groups: Sequence[Group]) -> Iterator[Group]:
    for group in groups:
        fits = len(group) <= MOST_BLOCKS and sum(_length(block) for block in group) <= MOST_UNITS
        yield from [group] if fits else [[block] for block in group]


def _length(block: Block) -> int:
    """How much of a page's room the block takes: its text, and its buttons' addresses."""
    if isinstance(block, (SectionBlock, HeaderBlock)):
        return units(block.text.text) if block.text else 0
    if isinstance(block, ContextBlock):
        return sum(units(getattr(element, "text", "")) for element in block.elements)
    if isinstance(block, ActionsBlock):
        return sum(units(getattr(element, "url", "") or "") for element in block.elements)
    return 0
