"""The engine room."""

import sqlalchemy as sa
from alembic import op

# Those of an item's owner, of whom it is offered to and of its team are read in this order: most needed first.
ORDERED = {
    "ix_items_live_owner": ("owner", "state IN ('open', 'offered')"),
    "ix_items_offered_region": ("offered_region_id", "state = 'offered'"),
    "ix_items_offered_user": ("offered_user", "state = 'offered'"),
}
FILL_PRESSING = (
    "UPDATE items SET pressing ="
    " CASE WHEN urgency = 'critical' THEN 0 WHEN times_sent_back > 0 THEN 1 WHEN urgency = 'watch' THEN 2 ELSE 3 END"
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "items", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    """Make the database the newer one."""
    op.create_table(
        "reactions",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=False),
        sa.Column("event_ts", sa.String(), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_reactions_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("workspace_id", "channel", "ts", "user", "emoji", name=op.f("pk_reactions")),
    )
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.create_index("ix_reactions_at", ["at"], unique=False)

    op.create_table(
        "snoozes",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_snoozes_item_id_items"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "user", name=op.f("pk_snoozes")),
    )
    with op.batch_alter_table("snoozes", schema=None) as batch_op:
        batch_op.create_index("ix_snoozes_until", ["until"], unique=False)

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ladder_step", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("visited", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("visits", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("settle_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("settle_why", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(
            "ix_items_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.create_index(
            "ix_items_to_settle",
            ["team_id"],
            unique=False,
            sqlite_where=sa.text("settle_since IS NOT NULL"),
            postgresql_where=sa.text("settle_since IS NOT NULL"),
        )

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pressing", sa.Integer(), nullable=False, server_default="3"))
    op.execute(FILL_PRESSING)
    for name, (column, where) in ORDERED.items():
        op.drop_index(name, table_name="items")
        _index(name, [column, "pressing", "created_at", "id"], where)
    _index("ix_items_live_team", ["team_id", "pressing", "created_at", "id"], "state IN ('open', 'offered')")

    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("whats_new", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ladder", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audited_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("audit_missed", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("roster_version", sa.Integer(), nullable=False, server_default="0"))

    op.create_table(
        "paces",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("per_minute", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("emptied", sa.Boolean(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_paces_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_paces")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lane", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("free_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_deliveries_next",
            ["rank", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )
        batch_op.create_index("ix_deliveries_lane_free", ["lane", "free_at"], unique=False)
        for name, column in (("uq_deliveries_sending", "message_id"), ("uq_deliveries_lane", "lane")):
            batch_op.create_index(
                name,
                [column],
                unique=True,
                sqlite_where=sa.text("state = 'sending'"),
                postgresql_where=sa.text("state = 'sending'"),
            )


def downgrade() -> None:
    """Make it the older one again."""
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        for name in ("uq_deliveries_lane", "uq_deliveries_sending"):
            batch_op.drop_index(
                name, sqlite_where=sa.text("state = 'sending'"), postgresql_where=sa.text("state = 'sending'")
            )
        batch_op.drop_index("ix_deliveries_lane_free")
        batch_op.drop_index(
            "ix_deliveries_next",
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )
        batch_op.drop_column("free_at")
        batch_op.drop_column("lane")

    op.drop_table("paces")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("roster_version")
        batch_op.drop_column("audit_missed")
        batch_op.drop_column("audited_at")

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("ladder")

    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_column("whats_new")

    op.drop_index("ix_items_live_team", table_name="items")
    for name, (column, where) in ORDERED.items():
        op.drop_index(name, table_name="items")
        _index(name, [column], where)
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("pressing")

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_items_to_settle",
            sqlite_where=sa.text("settle_since IS NOT NULL"),
            postgresql_where=sa.text("settle_since IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_items_remind_at",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_column("settle_why")
        batch_op.drop_column("settle_since")
        batch_op.drop_column("visits")
        batch_op.drop_column("visited")
        batch_op.drop_column("ladder_step")
        batch_op.drop_column("remind_at")

    with op.batch_alter_table("snoozes", schema=None) as batch_op:
        batch_op.drop_index("ix_snoozes_until")

    op.drop_table("snoozes")
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.drop_index("ix_reactions_at")

    op.drop_table("reactions")
