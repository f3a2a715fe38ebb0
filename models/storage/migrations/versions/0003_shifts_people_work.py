"""Shifts people work."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the database the newer one."""
    op.create_table(
        "calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("user", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unnamed", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_calendars_region_id_regions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_calendars_team_id_teams"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_calendars_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("source", name=op.f("uq_calendars_source")),
    )
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.create_index("ix_calendars_due_at", ["due_at"], unique=False)

    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_turns_region_id_regions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index("ix_turns_region_id", ["region_id", "starts"], unique=False)

    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_feeds_team_id_teams"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_feeds_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("hash", name=op.f("uq_feeds_hash")),
        sa.UniqueConstraint("workspace_id", "user", "scope", name=op.f("uq_feeds_workspace_id_user_scope")),
    )
    op.create_table(
        "user_groups",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_user_groups_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_user_groups")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "source", sa.Enum("slack", "calendar", name="absencesource", native_enum=False, length=20), nullable=False
        ),
        sa.Column("uid", sa.String(), nullable=True),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendars.id"], name=op.f("fk_absences_calendar_id_calendars"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("workspace_id", "user", "uid", name=op.f("uq_absences_workspace_id_user_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index("ix_absences_user", ["workspace_id", "user"], unique=False)

    op.create_table(
        "trips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_trips_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
    )
    with op.batch_alter_table("trips", schema=None) as batch_op:
        batch_op.create_index("ix_trips_user", ["workspace_id", "user"], unique=False)

    op.create_table(
        "covers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("instead_of", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_covers_region_id_regions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covers")),
        sa.UniqueConstraint("region_id", "date", "instead_of", name=op.f("uq_covers_region_id_date_instead_of")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("covers", schema=None) as batch_op:
        batch_op.create_index("ix_covers_taken_by", ["taken_by"], unique=False)

    op.create_table(
        "shift_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("appears", "moves", "goes", name="shiftchangekind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_starts", sa.DateTime(timezone=True), nullable=True),
        sa.Column("was_ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_shift_changes_message_id_messages"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_shift_changes_region_id_regions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_shift_changes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_changes")),
        sa.UniqueConstraint(
            "workspace_id", "user", "region_id", "date", name=op.f("uq_shift_changes_workspace_id_user_region_id_date")
        ),
    )
    with op.batch_alter_table("shift_changes", schema=None) as batch_op:
        batch_op.create_index("ix_shift_changes_untold", ["workspace_id", "user", "message_id"], unique=False)

    op.create_table(
        "clock_tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_clock_tellings_message_id_messages"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_clock_tellings_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_tellings")),
        sa.UniqueConstraint("team_id", "user", "date", name=op.f("uq_clock_tellings_team_id_user_date")),
    )
    with op.batch_alter_table("clock_tellings", schema=None) as batch_op:
        batch_op.create_index("ix_clock_tellings_message_id", ["message_id"], unique=False)

    op.create_table(
        "setups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("roster", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_setups_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setups")),
        sa.UniqueConstraint("workspace_id", "channel", "user", name=op.f("uq_setups_workspace_id_channel_user")),
    )
    op.create_table(
        "welcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_welcomes_message_id_messages"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_welcomes_team_id_teams"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_welcomes_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_welcomes")),
        sa.UniqueConstraint("team_id", "user", name=op.f("uq_welcomes_team_id_user")),
    )
    with op.batch_alter_table("welcomes", schema=None) as batch_op:
        batch_op.create_index("ix_welcomes_user", ["workspace_id", "user"], unique=False)

    with op.batch_alter_table("regions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("worked", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("starts", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rota", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("rota_read", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leave", sa.String(), nullable=True))

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leave", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("called", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("user_group", sa.String(), nullable=True))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shows_away", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("changed", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Make it the older one again."""
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("changed")
        batch_op.drop_column("shows_away")

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("user_group")
        batch_op.drop_column("called")
        batch_op.drop_column("leave")

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_column("leave")

    with op.batch_alter_table("regions", schema=None) as batch_op:
        batch_op.drop_column("rota_read")
        batch_op.drop_column("rota")
        batch_op.drop_column("starts")
        batch_op.drop_column("worked")

    with op.batch_alter_table("welcomes", schema=None) as batch_op:
        batch_op.drop_index("ix_welcomes_user")

    op.drop_table("welcomes")
    op.drop_table("setups")
    with op.batch_alter_table("clock_tellings", schema=None) as batch_op:
        batch_op.drop_index("ix_clock_tellings_message_id")

    op.drop_table("clock_tellings")
    with op.batch_alter_table("shift_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_shift_changes_untold")

    op.drop_table("shift_changes")
    with op.batch_alter_table("covers", schema=None) as batch_op:
        batch_op.drop_index("ix_covers_taken_by")

    op.drop_table("covers")
    with op.batch_alter_table("trips", schema=None) as batch_op:
        batch_op.drop_index("ix_trips_user")

    op.drop_table("trips")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index("ix_absences_user")

    op.drop_table("absences")
    op.drop_table("user_groups")
    op.drop_table("feeds")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_index("ix_turns_region_id")

    op.drop_table("turns")
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.drop_index("ix_calendars_due_at")

    op.drop_table("calendars")
