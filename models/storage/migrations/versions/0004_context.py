"""Context that survives the night."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

# An offer has passed by each region it has visited but the one that it is with now.
COUNT_UNCLAIMED = (
    "UPDATE items SET unclaimed = json_array_length(visited) - 1"
    " WHERE state = 'offered' AND json_array_length(visited) > 1"
)
UNCLAIMED_PRESSES = "UPDATE items SET pressing = 1 WHERE unclaimed > 0 AND pressing > 1"
UNCLAIMED_PRESSED = (
    "UPDATE items SET pressing = CASE WHEN urgency = 'watch' THEN 2 ELSE 3 END"
    " WHERE unclaimed > 0 AND pressing = 1 AND times_sent_back = 0"
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Everybody's evening is long past: the first tick looks at each once, and plans it by the rules of that time.
_PEOPLE = sa.table(
    "people",
    sa.column("day_starts_at", sa.DateTime(timezone=True)),
    sa.column("evening_at", sa.DateTime(timezone=True)),
)
FILL_EVENINGS = (
    sa.update(_PEOPLE).where(_PEOPLE.c.day_starts_at.is_not(None)).values(evening_at=datetime(2020, 1, 1, tzinfo=UTC))
)

# The index of items' words: a table of FTS5, or one with a tsvector. The tick fills it.
SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE item_search USING fts5(headline,note,replies,decisions, tokenize=ascii, prefix='3 4 5')",
    ),
    "postgresql": (
        "CREATE TABLE item_search (item_id INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE, words tsvector)",
        "CREATE INDEX ix_item_search_words ON item_search USING gin (words)",
    ),
}


def upgrade() -> None:
    """Make the database the newer one."""
    op.create_table(
        "unsent_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_unsent_forms_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_forms")),
        sa.UniqueConstraint("workspace_id", "view", name=op.f("uq_unsent_forms_workspace_id_view")),
    )
    with op.batch_alter_table("unsent_forms", schema=None) as batch_op:
        batch_op.create_index("ix_unsent_forms_user", ["workspace_id", "user"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "concern",
                "trade_off",
                "decision",
                "question",
                "context",
                name="commentkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("root_ts", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("edited", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_ts", sa.String(), nullable=True),
        sa.Column("answer_edited", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_comments_item_id_items"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("item_id", "channel", "ts", "kind", name=op.f("uq_comments_item_id_channel_ts_kind")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index("ix_comments_channel_ts", ["channel", "ts"], unique=False)
        batch_op.create_index("ix_comments_channel_root_ts", ["channel", "root_ts"], unique=False)
        batch_op.create_index("ix_comments_channel_answer_ts", ["channel", "answer_ts"], unique=False)

    op.create_table(
        "thread_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("edited", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_thread_links_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_links")),
        sa.UniqueConstraint("item_id", "channel", "ts", "url", name=op.f("uq_thread_links_item_id_channel_ts_url")),
    )
    with op.batch_alter_table("thread_links", schema=None) as batch_op:
        batch_op.create_index("ix_thread_links_channel_ts", ["channel", "ts"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decider", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("without", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "pending",
                "approved",
                "approved_if",
                "declined",
                "passed_on",
                "returned",
                "lapsed",
                "withdrawn",
                name="verdict",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("passed_to", sa.String(), nullable=True),
        sa.Column("came_from", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_decisions_item_id_items"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_decisions_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_item_id", ["item_id"], unique=False)
        batch_op.create_index(
            "ix_decisions_lapses_at",
            ["lapses_at"],
            unique=False,
            sqlite_where=sa.text("verdict = 'pending'"),
            postgresql_where=sa.text("verdict = 'pending'"),
        )
        batch_op.create_index("ix_decisions_log", ["workspace_id", "decided_at"], unique=False)
        batch_op.create_index(
            "ix_decisions_undecided",
            ["workspace_id", "decider"],
            unique=False,
            sqlite_where=sa.text("verdict IN ('pending', 'lapsed')"),
            postgresql_where=sa.text("verdict IN ('pending', 'lapsed')"),
        )
        batch_op.create_index(
            "ix_decisions_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("verdict = 'pending'"),
            postgresql_where=sa.text("verdict = 'pending'"),
        )
        batch_op.create_index(
            "uq_decisions_standing",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("stands"),
            postgresql_where=sa.text("stands"),
        )
    _ask_who_was_named()

    op.create_table(
        "item_people",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_item_people_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "user", name=op.f("pk_item_people")),
    )
    with op.batch_alter_table("item_people", schema=None) as batch_op:
        batch_op.create_index("ix_item_people_user", ["user"], unique=False)

    op.create_table(
        "comment_tags",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_tags_comment_id_comments"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", "user", "emoji", name=op.f("pk_comment_tags")),
    )
    op.create_table(
        "read_backs",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("wants_words", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("as_asked", sa.Boolean(), nullable=False),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("edited", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_read_backs_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_read_backs_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_read_backs")),
    )
    with op.batch_alter_table("read_backs", schema=None) as batch_op:
        batch_op.create_index("ix_read_backs_item_id", ["item_id"], unique=False)
        batch_op.create_index("ix_read_backs_ts", ["ts"], unique=False)
        batch_op.create_index(
            "ix_read_backs_open",
            ["user"],
            unique=False,
            sqlite_where=sa.text("written_at IS NULL"),
            postgresql_where=sa.text("written_at IS NULL"),
        )

    op.create_table(
        "happenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_happenings_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_happenings_item_id_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_happenings_message_id_messages"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_happenings_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
    )
    with op.batch_alter_table("happenings", schema=None) as batch_op:
        batch_op.create_index("ix_happenings_item_id", ["item_id"], unique=False)
        batch_op.create_index("ix_happenings_user", ["workspace_id", "user", "message_id"], unique=False)

    op.create_table(
        "sender_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_ts", sa.String(), nullable=True),
        sa.Column("answer_edited", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_sender_questions_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_questions")),
    )
    with op.batch_alter_table("sender_questions", schema=None) as batch_op:
        batch_op.create_index("ix_sender_questions_item_id", ["item_id"], unique=False)
        batch_op.create_index("ix_sender_questions_answer_ts", ["answer_ts"], unique=False)
        batch_op.create_index(
            "ix_sender_questions_open",
            ["asked"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unclaimed", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confidential", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("root_ts", sa.String(), nullable=True))
        batch_op.create_index(
            "ix_items_channel_root_ts",
            ["channel", "root_ts"],
            unique=False,
            sqlite_where=sa.text("root_ts IS NOT NULL"),
            postgresql_where=sa.text("root_ts IS NOT NULL"),
        )
        batch_op.add_column(sa.Column("source_ts", sa.String(), nullable=True))
        batch_op.create_index(
            "ix_items_source_ts",
            ["opened_in", "source_ts"],
            unique=False,
            sqlite_where=sa.text("source_ts IS NOT NULL"),
            postgresql_where=sa.text("source_ts IS NOT NULL"),
        )

        batch_op.add_column(sa.Column("indexed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(
            "ix_items_not_indexed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("indexed = false"),
            postgresql_where=sa.text("indexed = false"),
        )
    op.execute(COUNT_UNCLAIMED)
    op.execute(UNCLAIMED_PRESSES)

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recap", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("rest_asked_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evening_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_people_evening_at", ["evening_at"], unique=False)
    op.execute(FILL_EVENINGS)

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kinds", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("regions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emoji", sa.String(), nullable=True))

    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def _ask_who_was_named() -> None:
    """Whom notes have named to decide are asked from now on.

    When to remind them, and when the time is over, follows from hours, which SQL knows nothing of: what is due to be
    reminded of is planned when it is first looked at.
    """
    op.execute(
        "INSERT INTO decisions (workspace_id, item_id, version, decider, question, decide_by, without, asked_by,"
        " asked_at, verdict, why, condition, remind_at, stands)"
        " SELECT items.workspace_id, items.id, notes.version, notes.decision_owner, notes.decision, notes.decide_by,"
        " notes.without_decision, notes.author, notes.written_at, 'pending', '', '', notes.written_at, true"
        " FROM items JOIN notes ON notes.item_id = items.id AND notes.version = items.note_version"
        " WHERE items.state IN ('open', 'offered') AND notes.decision_owner IS NOT NULL"
    )


def downgrade() -> None:
    """Make it the older one again."""
    op.execute("DROP TABLE item_search")
    with op.batch_alter_table("regions", schema=None) as batch_op:
        batch_op.drop_column("emoji")

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("kinds")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index("ix_people_evening_at")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("evening_at")

    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_column("rest_asked_at")
        batch_op.drop_column("recap")

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.drop_column("shared")

    op.execute(UNCLAIMED_PRESSED)
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_items_channel_root_ts",
            sqlite_where=sa.text("root_ts IS NOT NULL"),
            postgresql_where=sa.text("root_ts IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_items_source_ts",
            sqlite_where=sa.text("source_ts IS NOT NULL"),
            postgresql_where=sa.text("source_ts IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_items_not_indexed",
            sqlite_where=sa.text("indexed = false"),
            postgresql_where=sa.text("indexed = false"),
        )
        batch_op.drop_column("indexed")
        batch_op.drop_column("source_ts")
        batch_op.drop_column("root_ts")
        batch_op.drop_column("confidential")
        batch_op.drop_column("kept_until")
        batch_op.drop_column("unclaimed")

    with op.batch_alter_table("happenings", schema=None) as batch_op:
        batch_op.drop_index("ix_happenings_user")
        batch_op.drop_index("ix_happenings_item_id")

    op.drop_table("happenings")

    with op.batch_alter_table("sender_questions", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sender_questions_open",
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
        batch_op.drop_index("ix_sender_questions_answer_ts")
        batch_op.drop_index("ix_sender_questions_item_id")

    op.drop_table("sender_questions")
    with op.batch_alter_table("read_backs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_read_backs_open",
            sqlite_where=sa.text("written_at IS NULL"),
            postgresql_where=sa.text("written_at IS NULL"),
        )
        batch_op.drop_index("ix_read_backs_ts")
        batch_op.drop_index("ix_read_backs_item_id")

    op.drop_table("read_backs")
    op.drop_table("comment_tags")
    with op.batch_alter_table("item_people", schema=None) as batch_op:
        batch_op.drop_index("ix_item_people_user")

    op.drop_table("item_people")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index("uq_decisions_standing", sqlite_where=sa.text("stands"), postgresql_where=sa.text("stands"))
        batch_op.drop_index(
            "ix_decisions_remind_at",
            sqlite_where=sa.text("verdict = 'pending'"),
            postgresql_where=sa.text("verdict = 'pending'"),
        )
        batch_op.drop_index(
            "ix_decisions_undecided",
            sqlite_where=sa.text("verdict IN ('pending', 'lapsed')"),
            postgresql_where=sa.text("verdict IN ('pending', 'lapsed')"),
        )
        batch_op.drop_index("ix_decisions_log")
        batch_op.drop_index(
            "ix_decisions_lapses_at",
            sqlite_where=sa.text("verdict = 'pending'"),
            postgresql_where=sa.text("verdict = 'pending'"),
        )
        batch_op.drop_index("ix_decisions_item_id")

    op.drop_table("decisions")
    with op.batch_alter_table("thread_links", schema=None) as batch_op:
        batch_op.drop_index("ix_thread_links_channel_ts")

    op.drop_table("thread_links")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index("ix_comments_channel_answer_ts")
        batch_op.drop_index("ix_comments_channel_root_ts")
        batch_op.drop_index("ix_comments_channel_ts")

    op.drop_table("comments")
    with op.batch_alter_table("unsent_forms", schema=None) as batch_op:
        batch_op.drop_index("ix_unsent_forms_user")

    op.drop_table("unsent_forms")
