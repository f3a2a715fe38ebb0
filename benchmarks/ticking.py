"""The tick: with nothing due for many people and for few; with ten thousand due, against a job for each person."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from benchmarks import jobs
from benchmarks.crowd import crowd
from benchmarks.measuring import FEWEST_ROUNDS, Effort, Row, interleave, timed
from benchmarks.product import in_process
from benchmarks.town import NOW
from bot.clock import wall_clock
from bot.ticking.tick import Tick
from models.owed.figures import outbox_figures
from models.storage.database import Database


def rows(effort: Effort) -> Iterator[Row]:
    """Nothing due, then everybody at once."""
    with tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        yield _idle(effort, Path(folder))
        yield _due(effort, Path(folder))


def _idle(effort: Effort, folder: Path) -> Row:
    many, few = crowd(effort.many_members, folder / "many.db"), crowd(effort.few_members, folder / "few.db")
    with in_process(str(many.engine.url)) as crowded, in_process(str(few.engine.url)) as quiet:
        times = interleave({"many": crowded.tick, "few": quiet.tick}, effort.rounds, 400)
    what = f"the tick with nothing due, {effort.many_members:,} members against {effort.few_members:,}"
    return Row(what, times.ratio("many", "few", 0.5), 1.2)


def _due(effort: Effort, folder: Path) -> Row:
    model = folder / "model.db"
    crowd(effort.due, model, due=effort.due).close()
    jobs_model = _make_jobs(folder / "jobs-model.db", effort.due)
    ratios = [_tick(model, folder, effort.due) / _jobs(jobs_model, folder, effort.due) for _ in range(FEWEST_ROUNDS)]
    what = f"a tick with {effort.due:,} due, against APScheduler with a job a person in its SQL store"
    return Row(what, median(ratios), 0.2, note="the tick owes each person their digest; a job does nothing at all")


def _tick(model: Path, folder: Path, due: int) -> float:
    database = Database(f"sqlite:///{shutil.copyfile(model, folder / 'tick.db')}")
    seconds = timed(Tick(database, lambda: NOW, 1, lambda: None))
    with database.read() as session:
        owed = sum(outbox_figures(session, NOW).by_state.values())
    database.close()
    if owed != due:
        raise RuntimeError(f"the tick owes {owed} messages, and {due} were due")
    return seconds


def _jobs(model: Path, folder: Path, due: int) -> float:
    """How long it takes until a job has run for each person; making them is not counted."""
    scheduler = _scheduler(Path(shutil.copyfile(model, folder / "jobs.db")))
    jobs.begin(due)
    seconds = timed(lambda: _run(scheduler))
    scheduler.shutdown()
    return seconds


def _make_jobs(model: Path, due: int) -> Path:
    """Keep a job for each person in APScheduler's store, all due since a second."""
    store = model.with_suffix(".making.db")
    scheduler = _scheduler(store)
    begun = wall_clock() - timedelta(seconds=1)
    daily = CronTrigger(hour=9, timezone="Europe/Berlin")
    for number in range(due):
        scheduler.add_job(
            jobs.nothing, daily, args=[f"U{number}"], id=f"U{number}", next_run_time=begun, misfire_grace_time=None
        )
    shutil.copyfile(store, model)
    scheduler.remove_all_jobs()  # one that is shut down, though paused, runs what is due once more
    scheduler.shutdown()
    return model


def _scheduler(store: Path) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{store}")}, timezone="UTC")
    scheduler.start(paused=True)
    return scheduler


def _run(scheduler: BackgroundScheduler) -> None:
    scheduler.resume()
    if not jobs.done.wait(600):
        raise RuntimeError("the jobs did not end")
    threading.Event().wait(0)
