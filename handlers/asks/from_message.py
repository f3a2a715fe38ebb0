"""A message that becomes an item: what the form is filled with, and what its text's coming and going does to that."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from handlers.blocks.form.source import COPY
from handlers.blocks.limits import fit
from handlers.form_state import Filled, FormState, inputs_of
from handlers.message_source import Source
from models.facts.sources import SourceFacts
from models.notes import LONGEST_HEADLINE, Draft

# How quotes, lists and code begin, which says nothing in a headline.
_BEGINS: Final = re.compile(r"^(?:\s*(?:>+|```|[•*-]\s))+\s*")
RECOGNISED: Final = 80


def draft_from(source: Source, facts: SourceFacts) -> Draft:
    """The note that a form begins with on that message: author and link; where its text travels, its first line as
    headline, and all of it where there is more."""
    links = f"Message of {facts.author}: {facts.link}" if facts.link else ""
    if not source.copied:
        return Draft(headline="", links=links)
    headline = headline_of(source.text)
    more = headline != " ".join(source.text.split())
    return Draft(headline=headline, links=links, recap=f"{facts.author}: {source.text}" if more else "")


def headline_of(text: str) -> str:
    """The first line that says something, as far as a headline goes."""
    for line in text.splitlines():
        said = _BEGINS.sub("", line).strip(" `")
        if said:
            return fit(" ".join(said.split()), LONGEST_HEADLINE)
    return ""


def follow_box(
    view: Mapping[str, Any], state: FormState, filled: Filled, facts: SourceFacts
) -> tuple[FormState, Filled]:
    """The form's state and what it holds once the box for the message's text was ticked, or no longer.

    What its sender has typed stays; of what we had filled in, the text comes or goes.
    """
    source = state.source
    if source is None or not source.offers_text:
        return state, filled
    copied = bool(inputs_of(view).get(COPY, {}).get("selected_options"))
    if copied == source.copied:
        return state, filled
    reads = copied and source.threaded and facts.has_bot
    turned = replace(source, copied=copied, turn=source.turn + 1, reading=reads, unread=False)
    draft = _turned(filled.draft, draft_from(source, facts), draft_from(turned, facts), source)
    unfolded = state.unfolded or (bool(draft.recap) and not reads)
    return replace(state, source=turned, unfolded=unfolded), replace(filled, draft=draft)


def _turned(draft: Draft, before: Draft, after: Draft, source: Source) -> Draft:
    headline = after.headline if draft.headline.strip() in {"", before.headline} else draft.headline
    if after.recap:
        return replace(draft, headline=headline, recap=draft.recap or after.recap)
    told = source.text[:RECOGNISED]
    return replace(draft, headline=headline, recap="" if told and told in draft.recap else draft.recap)
