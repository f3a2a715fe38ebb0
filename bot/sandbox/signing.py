"""Slack's signature on what it sends (docs.slack.dev/authentication/verifying-requests-from-slack)."""

import hashlib
import hmac


def sign(secret: str, body: str, timestamp: int) -> dict[str, str]:
    """The headers that prove a body came from Slack; `timestamp` in seconds since the epoch."""
    base = f"v0:{timestamp}:{body}".encode()
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": str(timestamp), "x-slack-signature": f"v0={signature}"}
