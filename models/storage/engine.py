"""The engine for an address: how connections are set up, on SQLite and on PostgreSQL, so that nothing is lost."""

from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from models.storage.patience import seconds_left

BUSY_TIMEOUT_MS: Final = 5_000
WAITS: Final = "waits"  # under which a connection's info says how long it waits now, in milliseconds
SQLITE_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
)
# Slack waits three seconds: who waits for a row longer than two is better told to try again. A transaction whose
# process hangs gives its rows back after fifteen.
POSTGRES_LIMITS: Final = {
    "lock_timeout": "2s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "15s",
}
# A server that vanished without a word is noticed within half a minute (libpq's parameter key words).
POSTGRES_LINE: Final = {
    "application_name": "sunrelay",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
POOL: Final[dict[str, Any]] = {"pool_size": 5, "max_overflow": 15, "pool_timeout": 2, "pool_pre_ping": True}


def make_engine(url: str) -> Engine:
    """The engine for the address `url` (SQLAlchemy's form); nothing is read yet."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address, connect_args=_postgres_arguments(address), **POOL)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgres_arguments(address: URL) -> dict[str, Any]:
    """What the address itself says of these goes before ours."""
    asked = address.query
    line = {name: value for name, value in POSTGRES_LINE.items() if name not in asked}
    limits = " ".join(f"-c {name}={value}" for name, value in POSTGRES_LIMITS.items())
    return {**line, "options": f"{limits} {asked.get('options', '')}".strip()}


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    raw: Any = connection
    raw.isolation_level = None  # we say BEGIN ourselves: the driver's own is deferred and loses updates
    for pragma in SQLITE_PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if writes:
        _wait_no_longer(connection.connection)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _wait_no_longer(pooled: PoolProxiedConnection) -> None:
    """Let SQLite wait for its lock only as long as this thread can, in steps of a tenth of a second."""
    seconds = seconds_left()
    wait = BUSY_TIMEOUT_MS if seconds is None else min(BUSY_TIMEOUT_MS, max(50, round(seconds * 10) * 100))
    if pooled.info.get(WAITS, BUSY_TIMEOUT_MS) != wait:
        raw: Any = pooled.driver_connection
        raw.execute(f"PRAGMA busy_timeout={wait}")
        pooled.info[WAITS] = wait
