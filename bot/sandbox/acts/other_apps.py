"""Other apps that are installed in the workspace."""

from bot.sandbox.identity import OtherApp
from bot.sandbox.user import User
from bot.sandbox.world import World


def other_app(world: World, name: str, *, old: bool) -> OtherApp:
    """The app of that name, installed where it was not; `old`: it has no bot user."""
    letters = "".join(c for c in name.upper() if c.isascii() and c.isalnum()) + ("OLD" if old else "")
    bot_id = f"B0{letters}"
    with world.lock:
        if bot_id not in world.other_apps:
            user = None if old else f"U0{letters}"
            world.other_apps[bot_id] = OtherApp(f"A0{letters}", bot_id, name, user)
            if user is not None:
                world.users[user] = User(user, name.lower().replace(" ", ""), name, is_bot=True)
        return world.other_apps[bot_id]
