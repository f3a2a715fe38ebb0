"""Files made to fill the memory or the stack are refused at once, with a sentence."""

import pytest

from models.roster import yaml_source, yaml_tree
from models.roster.file import read_roster
from models.roster.problems import RosterError


def refusal(text: str) -> str:
    with pytest.raises(RosterError) as caught:
        read_roster(text)
    return str(caught.value)


def test_aliases_that_multiply_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "MOST_VALUES", 20_000)
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "too much for a roster" in refusal("\n".join(lines))


def test_aliases_that_only_get_deeper_are_refused() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 5000)]
    assert "too much for a roster" in refusal("\n".join(lines))


def test_merges_that_multiply_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_source, "MOST_VALUES", 2_000)
    keys = ", ".join(f"k{n}: 1" for n in range(50))
    assert "too much for a roster" in refusal(f"a: &a {{{keys}}}\n" + "\n".join(f"b{n}: {{<<: *a}}" for n in range(50)))


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 20_000 + "x", "teams: " + "[" * 30 + "]" * 30])
def test_deep_nesting_is_refused_and_ends_no_process(text: str) -> None:
    assert "nested too deeply" in refusal(text)


def test_a_file_too_large_is_not_even_parsed() -> None:
    assert "too large" in refusal("#" * (yaml_source.MOST_CHARACTERS + 1))


def test_no_tag_makes_an_object() -> None:
    assert "roster starts with" in refusal("!!python/object/apply:os.system [echo hello]")
