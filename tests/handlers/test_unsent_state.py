"""What was changed in a form is kept as JSON and comes back the same, whatever it is."""

import json

from hypothesis import given
from hypothesis import strategies as st

from handlers.form_state import Filled
from handlers.unsent_state import WORTH_KEEPING, changed_back, changed_in
from models.notes import Draft
from models.tables import ByChoice, Urgency
from models.targets import Target, ToNext, ToPerson, ToRegion
from tests.handlers.blocks.samples import instants

texts = st.text(max_size=20)
users = st.none() | st.sampled_from(["U0WEI", "U0JONAS"])
drafts = st.builds(
    Draft, texts, texts, st.sampled_from(Urgency), st.sampled_from(ByChoice), st.none() | instants, users, texts,
    st.none() | instants, why=texts, recap=texts, kind=st.sampled_from(["general", "hiring"]),
    only_for=st.lists(users.filter(bool), max_size=2, unique=True).map(tuple),
)  # fmt: skip
targets: st.SearchStrategy[Target] = st.sampled_from([ToNext(), ToRegion("Berlin"), ToPerson("U0ANA")])


@given(drafts, drafts, targets)
def test_it_comes_back_the_same(start: Draft, draft: Draft, to: Target) -> None:
    kept = changed_in(Filled(draft, to), start)

    back = changed_back(json.loads(json.dumps(kept)), start)

    differs = [name for name in WORTH_KEEPING if _trimmed(draft, name) != _trimmed(start, name)]
    assert bool(kept) == bool(differs)
    if kept:
        assert back.to == to
        assert all(_trimmed(back.draft, name) == _trimmed(draft, name) for name in Draft.__slots__)


def _trimmed(draft: Draft, name: str) -> object:
    value = getattr(draft, name)
    return value.strip() if isinstance(value, str) and name != "kind" else value
