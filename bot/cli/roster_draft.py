"""`sunrelay roster draft`: a roster file to begin with, from who is in a channel."""

import click

from bot.clock import choose_clock
from bot.roster_draft import draft_roster
from bot.roster_people import find_people
from bot.settings import Settings, load_settings
from bot.slack.calls import Calls, posting_client
from models.roster.mentions import Mention
from models.roster.values import read_channel, read_person


@click.command()
@click.option("--channel", required=True, metavar="ID", help="The channel that is to be the team's home: C0OPS.")
@click.option("--lead", "leads", multiple=True, metavar="WHO", help="Who leads the team: an id, e-mail or @name.")
def draft(channel: str, leads: tuple[str, ...]) -> None:
    """Print a roster file as /handoff setup would propose it: regions from people's time zones in Slack."""
    try:
        read_channel(channel)
        leads = tuple(read_person(lead) for lead in leads)
    except ValueError as problem:
        raise click.ClickException(f"{problem}.") from None
    settings = load_settings()
    calls = slack_calls(settings)
    if calls is None:
        raise click.ClickException("Slack must be asked who is in the channel: set SLACK_BOT_TOKEN.")
    found = find_people(calls, {}, [Mention(0, lead, is_channel=False) for lead in leads])
    if found.problems:
        raise click.ClickException("\n".join(problem.sentence for problem in found.problems))
    today = choose_clock(settings.clock_file)().date()
    drafted = draft_roster(calls, channel, today, [found.ids.get(lead, lead) for lead in leads])
    click.echo(drafted.text, nl=False)
    for note in drafted.notes:
        click.echo(note, err=True)


def slack_calls(settings: Settings) -> Calls | None:
    """What asks Slack; None where no token is set."""
    if settings.slack_bot_token is None:
        return None
    client = posting_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    return Calls(client, choose_clock(settings.clock_file))
