"""Every Web API method the stand-in knows, by Slack's name."""

from bot.sandbox.web_api import (
    apps_connections_open,
    auth_test,
    chat_delete,
    chat_get_permalink,
    chat_post_ephemeral,
    chat_post_message,
    chat_update,
    conversations_history,
    conversations_info,
    conversations_list,
    conversations_members,
    conversations_open,
    conversations_replies,
    reactions_add,
    reactions_get,
    usergroups,
    users_conversations,
    users_info,
    users_list,
    users_lookup_by_email,
    views_open,
    views_publish,
    views_push,
    views_update,
)
from bot.sandbox.web_api.call import Method

_MODULES = (
    apps_connections_open,
    auth_test,
    chat_delete,
    chat_get_permalink,
    chat_post_ephemeral,
    chat_post_message,
    chat_update,
    conversations_history,
    conversations_info,
    conversations_list,
    conversations_members,
    conversations_open,
    conversations_replies,
    reactions_add,
    reactions_get,
    usergroups,
    users_conversations,
    users_info,
    users_list,
    users_lookup_by_email,
    views_open,
    views_publish,
    views_push,
    views_update,
)

METHODS: dict[str, Method] = {m.METHOD.name: m.METHOD for m in _MODULES}
METHODS[reactions_add.REMOVE.name] = reactions_add.REMOVE
METHODS |= {method.name: method for method in (usergroups.LIST, usergroups.PEOPLE)}
