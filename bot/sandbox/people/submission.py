"""What the answer to a `view_submission` does (docs.slack.dev/surfaces/modals)."""

from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.view_content import read_view, replace_view
from bot.sandbox.web_api.views_push import push
from bot.sandbox.world import World


def after_submission(world: World, view: OpenView, body: Json) -> dict[str, str]:
    """Close, update or push as the app answered. Errors by block_id; under the empty id what is wrong with the answer
    itself (Slack's client then shows that it had trouble connecting)."""
    action = body.get("response_action")
    try:
        with world.lock:
            errors = _follow(world, view, body, action)
    except Refusal as refusal:
        details = "; ".join(refusal.more.get("response_metadata", {}).get("messages", []))
        return {"": f"Slack refused the app's answer: {refusal.code} {details}".rstrip()}
    world.changes.note()
    return errors


def _follow(world: World, view: OpenView, body: Json, action: object) -> dict[str, str]:
    stack = world.modals.get(view.user, [])
    if action is None:
        _close(stack, [view])
    elif action == "clear":
        _close(stack, list(stack))
    elif action == "update":
        replace_view(world, view, read_view(body.get("view")))
    elif action == "push":
        push(world, view.user, read_view(body.get("view")))
    elif action == "errors":
        return _errors(view, body.get("errors"))
    else:
        return {"": f"Slack knows no response_action {action!r}."}
    return {}


def _close(stack: list[OpenView], gone: list[OpenView]) -> None:
    for view in gone:
        view.closed = True
        if view in stack:
            stack.remove(view)


def _errors(view: OpenView, errors: object) -> dict[str, str]:
    inputs = {b["block_id"] for b in view.blocks if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return {"": "response_action errors without any error."}
    if unknown := set(errors) - inputs:
        return {"": f"There is no input block {', '.join(sorted(unknown))} to show an error at."}
    return {str(k): str(v) for k, v in errors.items()}
