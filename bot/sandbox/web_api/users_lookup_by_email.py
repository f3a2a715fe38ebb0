"""users.lookupByEmail: the account with that e-mail (docs.slack.dev/reference/methods/users.lookupByEmail)."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """The user object; nobody where the account is deactivated or of another company."""
    wanted = call.args.required("email").casefold()
    for user in call.world.users.values():
        if (user.email or "").casefold() == wanted and not user.deleted and user.external_team is None:
            return {"user": user.as_json(call.team_id, call.world.now())}
    raise Refusal("users_not_found")


METHOD = Method("users.lookupByEmail", answer, ("users:read.email",))
