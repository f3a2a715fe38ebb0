"""Where the browser comes from, and what is said where there is none."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.browser import chromium


def test_the_named_one_is_taken_and_without_a_name_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert chromium.find() == str(program)
    monkeypatch.setenv("CHROMIUM", "/opt/other")
    assert chromium.find() == "/opt/other"


def test_where_there_is_none_the_set_up_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1_000)
    said = CliRunner().invoke(chromium.install)
    assert (said.exit_code, said.output.strip()) == (0, chromium.MISSING)


def test_without_one_the_tests_are_left_out_but_fail_in_continuous_integration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("BROWSER_TESTS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt install chromium"):
        chromium.needed()
    monkeypatch.setenv("BROWSER_TESTS", "required")
    with pytest.raises(pytest.fail.Exception, match="apt install chromium"):
        chromium.needed()
