"""What is wrong with a roster file: each problem a line and a sentence for the person who wrote the file."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the line it stands on, counted from 1, and a sentence that says what is wrong and what to do."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class RosterError(ValueError):
    """A roster file cannot be used; `problems` holds every mistake in it, by line. As text, one problem a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: (problem.line, problem.sentence)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
