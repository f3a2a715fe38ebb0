"""Words are the same whoever writes them: case, accents and spaces that a script does not have make no difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.search.terms import LONGEST_TERM, MOST_WANTED, Phrase, phrases_of, terms_of


@pytest.mark.parametrize(
    "written, other",
    [
        ("Straße", "STRASSE"),
        ("Ｒeplica", "replica"),
        ("café", "cafe\u0301"),
        ("crème brûlée", "Creme Brulee"),
        ("ЗАДЕРЖКА", "задержка"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("fail-over", "fail over"),
        ("H-42", "h 42"),
    ],
)
def test_written_otherwise_but_the_same(written: str, other: str) -> None:
    assert terms_of(written) == terms_of(other) != []


def test_signs_without_spaces_between_them_are_words_of_their_own() -> None:
    assert len(terms_of("数据库复制延迟")) == 7
    (phrase,) = phrases_of("复制")
    assert phrase == Phrase(tuple(terms_of("复制")), open_ended=False)


def test_the_last_word_may_go_on() -> None:
    assert phrases_of("repl lag") == (Phrase(("arepl",), True), Phrase(("alag",), True))


def test_nothing_to_look_for_in_signs_alone() -> None:
    assert phrases_of("?? -- 🎉 '\" * ( ) :") == ()


@given(st.text(max_size=200))
def test_a_term_is_safe_for_both_databases(text: str) -> None:
    for term in terms_of(text):
        assert term.isascii()
        assert term.isalnum()
        assert term == term.lower()
        assert len(term) <= 1 + 8 * LONGEST_TERM


@given(st.text(max_size=80))
def test_what_is_looked_for_stands_in_its_own_text(text: str) -> None:
    terms = terms_of(text)
    for phrase in phrases_of(text):
        assert set(phrase.terms) <= set(terms)
    assert len(phrases_of(text)) <= MOST_WANTED
