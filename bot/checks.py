"""What `sunrelay doctor` looks at beyond the settings: time zones, what waits to be sent, Slack and its channels."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.calendars.checking import check_calendars
from bot.clock import Clock
from bot.finding import Finding
from bot.roster_check import channel_trouble
from bot.settings import Settings
from bot.slack.calls import CallFailed, Calls, posting_client
from bot.slack.connection import NEEDED_SCOPES, OPTIONAL_SCOPES, ConnectionProblem, granted_scopes, say_refused
from models.owed.figures import outbox_figures, parked_troubles
from models.roster.rows import all_teams
from models.shifts.zones import ZoneDataError, check_zone_data, zone_release
from models.storage.database import Database
from models.workspace.connecting import find_workspace

OVERDUE: Final = 300
AUDIT_IS_OLD: Final = timedelta(hours=2)
SHOWN: Final = 5
MOST_PARKED: Final = 10_000
# What people would look for in vain; docs/permissions.md has the rest.
LOST_WITHOUT: Final = {
    "channels:history": "Emoji on replies in public channels tag nothing: the shortcut Add to a handoff does.",
    "groups:history": "Emoji on replies in private channels tag nothing: the shortcut Add to a handoff does.",
}


def check_zones() -> Finding:
    """Whether the two packages of time zone data agree."""
    try:
        check_zone_data()
    except ZoneDataError as problem:
        return Finding(False, str(problem))
    return Finding(True, f"Time zones: release {zone_release()}.")


def check_storage(database: Database, now: datetime) -> Iterator[Finding]:
    """The teams, and the messages that are overdue or cannot be sent, at `now` (UTC)."""
    with database.read() as session:
        workspace = find_workspace(session)
        teams = [team.name for team in all_teams(session, workspace.id)] if workspace else []
        calendars = list(check_calendars(session, workspace.id, now)) if workspace else []
        figures = outbox_figures(session, now)
        causes = Counter(trouble for _, trouble in parked_troubles(session, MOST_PARKED)).most_common(SHOWN)
    if teams:
        yield Finding(True, f"Roster: {', '.join(teams)}.")
    else:
        yield Finding(False, "Roster: there are no teams yet; apply one with sunrelay roster apply FILE.")
    if figures.oldest_due > OVERDUE:
        minutes = figures.oldest_due / 60
        yield Finding(False, f"Messages: the oldest has been due for {minutes:.0f} minutes; is sunrelay run running?")
    else:
        yield Finding(True, f"Messages: {figures.by_state['pending']} wait, none for long.")
    if figures.by_state["parked"]:
        why = ", ".join(f"{trouble}: {number}" for trouble, number in causes)
        yield Finding(
            False,
            f"Messages: {figures.by_state['parked']} cannot be sent and are kept ({why}); sunrelay deliveries list "
            "shows which, sunrelay deliveries retry sends them again.",
        )
    yield from calendars
    if workspace is not None:
        yield _audit(workspace.audited_at, workspace.audit_missed, now)


def _audit(at: datetime | None, missed: int, now: datetime) -> Finding:
    """What the auditor of a running Sunrelay found; `at` and `now` are UTC."""
    if at is None:
        return Finding(True, "Auditor: it has not looked yet; it does when sunrelay run has run for ten minutes.")
    looked = f"Auditor: it looked at {at:%Y-%m-%d %H:%M} UTC and found"
    if now - at > AUDIT_IS_OLD:
        return Finding(False, f"{looked} {missed} missed; that is over two hours ago: is sunrelay run running?")
    if missed:
        return Finding(False, f"{looked} {missed} missed, and mended what can be; the log says what: please report it.")
    return Finding(True, f"{looked} nothing missed.")


def check_slack(settings: Settings, database: Database | None, clock: Clock) -> Iterator[Finding]:
    """The connection, the permissions, and whether the bot is in the home channels."""
    if settings.slack_bot_token is None:
        yield Finding(True, "Slack: not asked, since no token is set.")
        return
    calls = Calls(posting_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url), clock)
    try:
        answer = calls("auth.test", "", calls.client.auth_test)
    except CallFailed as problem:
        yield Finding(False, f"Slack: {say_refused(problem.failure, settings.slack_api_url)}")
        return
    yield Finding(True, f"Slack: the workspace {answer['team']}, as {answer['user']}.")
    yield _scopes(granted_scopes(answer.headers))
    if settings.slack_app_token is not None:
        yield _socket_mode(calls, settings.slack_app_token.get_secret_value())
    if database is not None:
        yield from _home_channels(calls, database)


def _scopes(granted: frozenset[str] | None) -> Finding:
    if granted is None:
        return Finding(True, "Permissions: Slack does not list them.")
    missing = sorted(NEEDED_SCOPES - granted)
    if missing:
        return Finding(False, f"Permissions: {', '.join(missing)} missing; install the app again from manifest.yml.")
    refused = sorted(OPTIONAL_SCOPES - granted)
    without = f", without {', '.join(refused)}" if refused else ""
    lost = "".join(f" {says}" for scope, says in LOST_WITHOUT.items() if scope in refused)
    return Finding(True, f"Permissions: all that are needed{without}.{lost}")


def _socket_mode(calls: Calls, app_token: str) -> Finding:
    try:
        calls("apps.connections.open", "", lambda: calls.client.apps_connections_open(app_token=app_token))
    except CallFailed as problem:
        return Finding(
            False,
            f"Socket Mode: Slack refuses SLACK_APP_TOKEN ({problem.failure.why}); copy it again from your app's page, "
            "under Basic Information; it needs connections:write.",
        )
    return Finding(True, "Socket Mode: Slack gives a connection.")


def _home_channels(calls: Calls, database: Database) -> Iterator[Finding]:
    with database.read() as session:
        workspace = find_workspace(session)
        homes = {team.channel: team.name for team in all_teams(session, workspace.id)} if workspace else {}
    for channel, team in homes.items():
        try:
            says = channel_trouble(calls, channel)
        except ConnectionProblem as problem:
            yield Finding(False, f"Channel of {team}: {problem}")
            return
        yield Finding(says is None, f"Channel of {team}: {says or f'Sunrelay is in {channel}'}.")
