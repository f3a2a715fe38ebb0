"""The arguments of a Web API call, from a form, a query or a JSON body alike."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal, bad_arguments


class Arguments:
    """What the app sent. Forms carry everything as text, JSON carries it as it is: both are read."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw: Json = {k: v for k, v in raw.items() if k != "token"}

    def text(self, name: str) -> str | None:
        """A piece of text, or None when it was not given."""
        value = self.raw.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        raise bad_arguments(f"must be a string [json-pointer:/{name}]")

    def required(self, name: str) -> str:
        """A piece of text that must be there and not empty."""
        if value := self.text(name):
            return value
        raise bad_arguments(f"missing required field: {name}")

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false, as JSON or as a form's `true`, `1`, `false`, `0`."""
        value = self.raw.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`; `invalid_limit` otherwise."""
        value = self.text(name)
        if value is None or value == "":
            return default
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise Refusal("invalid_limit")
        return int(value)

    def structure(self, name: str, error: str) -> Any:
        """A list or object, also where a form carries it as JSON text; None when it was not given."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None
