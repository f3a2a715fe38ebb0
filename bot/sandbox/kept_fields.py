"""What was kept as JSON holds what its type says: somebody may have changed the file by hand."""

from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kept = TypeVar("Kept")


def made_from(kind: type[Kept], values: dict[str, Any]) -> Kept:
    """One of that dataclass with these fields. Raises TypeError where one is not there, or not of its type."""
    made = kind(**values)
    for name, hint in get_type_hints(kind).items():
        if not _fits(getattr(made, name), hint):
            raise TypeError(f"{kind.__name__}.{name}")
    return made


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if hint is Any:
        return True
    if origin in (UnionType, Union):
        return any(_fits(value, one) for one in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is list:
        return isinstance(value, list) and all(_fits(one, get_args(hint)[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(one, get_args(hint)[1]) for one in value.values())
    return isinstance(value, origin or hint)
