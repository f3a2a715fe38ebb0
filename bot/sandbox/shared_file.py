"""A file that somebody put into a message, and the file object Slack shows of it."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.identity import Identity
from bot.sandbox.payload import Json

# what Slack calls a kind of file: its media type, and the name people read
KINDS = {
    "png": ("image/png", "PNG"), "jpg": ("image/jpeg", "JPEG"), "gif": ("image/gif", "GIF"),
    "pdf": ("application/pdf", "PDF"), "txt": ("text/plain", "Plain Text"), "csv": ("text/csv", "CSV"),
    "mp4": ("video/mp4", "MPEG 4 Video"),
}  # fmt: skip
OTHER = ("application/octet-stream", "Binary")
# Only these are shown in a browser as what they are; anything else is for keeping.
PICTURES = ("png", "jpg", "gif")


@dataclass(frozen=True)
class SharedFile:
    """One file: who shared it, its name, its bytes, and when (seconds since the epoch)."""

    id: str
    name: str
    user: str
    content: bytes
    created: int

    @property
    def filetype(self) -> str:
        """Slack's word for its kind, by the end of its name."""
        ending = PurePosixPath(self.name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
        return ending if ending in KINDS else "binary"

    @property
    def mimetype(self) -> str:
        """Its media type."""
        return KINDS.get(self.filetype, OTHER)[0]

    @property
    def is_picture(self) -> bool:
        """Whether clients show it in the message."""
        return self.filetype in PICTURES


def file_object(file: SharedFile, identity: Identity) -> Json:
    """Slack's file object (docs.slack.dev/reference/objects/file-object)."""
    team, base = identity.team_id, f"https://files.slack.com/files-pri/{identity.team_id}-{file.id}"
    return {
        "id": file.id, "created": file.created, "timestamp": file.created, "name": file.name, "title": file.name,
        "mimetype": file.mimetype, "filetype": file.filetype, "pretty_type": KINDS.get(file.filetype, OTHER)[1],
        "user": file.user, "user_team": team, "editable": False, "size": len(file.content), "mode": "hosted",
        "is_external": False, "external_type": "", "is_public": False, "public_url_shared": False,
        "display_as_bot": False, "username": "", "url_private": f"{base}/{file.name}",
        "url_private_download": f"{base}/download/{file.name}", "media_display_type": "unknown",
        "permalink": f"{identity.url}files/{file.user}/{file.id}/{file.name}",
        "permalink_public": f"https://slack-files.com/{team}-{file.id}", "has_rich_preview": False,
        "file_access": "visible",
    }  # fmt: skip


def small_picture(width: int = 240, height: int = 120) -> bytes:
    """A PNG of a sky that turns from night to morning, for whoever has no picture at hand."""
    rows = b"".join(b"\x00" + _sky(width, y / height) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def _sky(width: int, height: float) -> bytes:
    night, morning = (31, 58, 95), (244, 162, 97)
    return bytes(
        round(dark + (light - dark) * (x / width + height) / 2)
        for x in range(width)
        for dark, light in zip(night, morning, strict=True)
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
