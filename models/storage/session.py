"""The session, by name, for rooms that pass it on to `models` and write no SQL themselves."""

from sqlalchemy.orm import Session

__all__ = ["Session"]
