"""`lms serve`, as a process: how it starts, what it refuses, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms.cli import lock
from lms.storage.engine import Database
from tests.harness import databases
from tests.harness.live import LiveSite, free_port, live_site
from tests.integration.raw import answer, status_of

fcntl = pytest.importorskip(
    "fcntl"
)  # the tests hold the locks that the site takes, as other systems than Windows have them
ROOT = Path(__file__).resolve().parent.parent.parent


def serve(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`lms serve` where it must refuse, and what it says."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environ = {**shell, "LMS_DATA": str(data), "PORT": str(free_port()), **settings}
    command = [sys.executable, "-m", "lms.cli", "serve", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with live_site(tmp_path_factory.mktemp("served")) as running:
        yield running


# Starting ----------------------------------------------------------


def test_the_first_start_prints_where_it_is_and_how_to_begin(site: LiveSite) -> None:
    address, link = site.links()
    assert address == f"{site.address}/"
    assert link.startswith(f"{site.address}/en/admin/first/")
    assert status_of(site, urlsplit(link).path) == 200


def test_what_it_keeps_is_kept_from_others(site: LiveSite) -> None:
    keys = [site.data / name for name in ("secret.key", "issuer.key")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in keys] == [0o600, 0o600]


def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert serve(tmp_path / "new", PORT="nonsense").returncode == 2
    assert not (tmp_path / "new").exists()
    with live_site(tmp_path / "new"):
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_starting_again_keeps_the_secrets_and_gives_another_link(tmp_path: Path) -> None:
    seen = []
    for _ in range(2):
        with live_site(tmp_path / "data") as running:
            seen.append(((running.data / "secret.key").read_bytes(), (running.data / "issuer.key").read_bytes()))
    assert seen[0] == seen[1]
    assert len(set(running.links())) == len(running.links())


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "seven"}, "PORT"),
        ({"LMS_DATABASE_URL": "mysql://here"}, "LMS_DATABASE_URL"),
        ({"LMS_CONTENT": "secret"}, "LMS_CONTENT"),
        ({"LMS_ADDRESS": "learn.example.org"}, "LMS_ADDRESS"),
    ],
)
def test_a_bad_setting_is_one_clear_line(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    done = serve(tmp_path, **settings)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert named in done.stderr


def test_a_port_that_is_taken_is_named(site: LiveSite, tmp_path: Path) -> None:
    port = str(urlsplit(site.address).port)
    done = serve(tmp_path, PORT=port)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr


def test_a_second_process_on_the_same_data_is_refused(site: LiveSite) -> None:
    done = serve(site.data)
    assert done.returncode == 1
    assert "running already" in done.stderr
    assert str(site.process.pid) in done.stderr


def test_another_server_is_held_to_one_process_too(tmp_path: Path) -> None:
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    command = [sys.executable, "-c", "import wsgi; print(len(wsgi.application.url_map._rules))"]
    run = {"cwd": ROOT, "env": {**shell, "LMS_DATA": str(tmp_path)}, "capture_output": True, "text": True}
    first = subprocess.run(command, **run)
    assert first.returncode == 0, first.stderr
    assert int(first.stdout) > 50
    with lock.serving(tmp_path, alone=True):
        second = subprocess.run(command, **run)
    assert second.returncode == 1
    assert "running already" in second.stderr


def test_more_processes_need_postgresql(tmp_path: Path) -> None:
    done = serve(tmp_path, "--workers", "2")
    assert done.returncode == 2
    assert "PostgreSQL" in done.stderr


def test_broken_content_keeps_it_from_starting(tmp_path: Path) -> None:
    root = tmp_path / "content"
    for name in ("courses", "quizzes", "media", "translations"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("fonts"))
    lesson = root / "courses" / "orientation" / "module.toml"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("title =", "titel ="), encoding="utf-8")
    done = serve(tmp_path / "data", LMS_CONTENT_ROOT=str(root))
    assert done.returncode == 1
    assert "courses/orientation/module.toml:" in done.stderr
    assert "[unknown-key]" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "data" / "waymark.db").exists()


def test_a_database_of_a_later_release_is_refused(tmp_path: Path) -> None:
    database = databases.migrated(databases.sqlite_url(tmp_path), tmp_path)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    done = serve(tmp_path)
    assert done.returncode == 1
    assert "later release" in done.stderr


# Ending ------------------------------------------------------------


@contextmanager
def nobody_can_write(data: Path) -> Iterator[None]:
    """Holds the write lock, so that a form that is posted has to wait."""
    with (data / "write.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ask_as_an_unknown_device(site: LiveSite) -> int:
    """A request that has to look into the database, in a transaction that may write."""
    head = ["POST /sync HTTP/1.1", "Host: x", "Authorization: Bearer unknown", "Content-Length: 2", "", "{}"]
    return answer(site, "\r\n".join(head).encode())[0]


def test_a_request_in_flight_is_finished(tmp_path: Path) -> None:
    with live_site(tmp_path / "data") as running, ThreadPoolExecutor(1) as pool:
        with nobody_can_write(running.data):
            waiting = pool.submit(ask_as_an_unknown_device, running)
            time.sleep(1.0)
            assert not waiting.done()
            running.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert running.process.poll() is None
        assert waiting.result(20) == 401
        assert running.process.wait(20) == 0


def test_ending_while_it_starts_ends_it(tmp_path: Path) -> None:
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environ = {**shell, "LMS_DATA": str(tmp_path), "PORT": str(free_port())}
    for delay in (0.4, 0.9):
        process = subprocess.Popen([sys.executable, "-m", "lms.cli", "serve"], cwd=ROOT, env=environ)
        time.sleep(delay)
        process.terminate()
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_who_serves_goes_with_who_watches(tmp_path: Path) -> None:
    with live_site(tmp_path / "data") as running:
        running.process.kill()
        running.process.wait(10)
        with lock.serving(running.data, alone=True):  # nobody holds it any more
            pass
    with live_site(tmp_path / "data") as again:
        assert status_of(again, "/en/") == 200


def test_a_breakdown_asks_to_be_started_again(tmp_path: Path) -> None:
    with live_site(tmp_path / "data") as running:
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not say which process is whose")
        (serving,) = children.read_text().split()
        os.kill(int(serving), signal.SIGKILL)
        assert running.process.wait(20) == 70


# PostgreSQL --------------------------------------------------------


def test_several_processes_serve_one_postgresql(postgresql_database: Database, tmp_path: Path) -> None:
    url = postgresql_database.url.render_as_string(hide_password=False)
    address, done = None, []
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environ = {**shell, "LMS_DATA": str(tmp_path), "PORT": str(free_port()), "LMS_DATABASE_URL": url}
    command = [sys.executable, "-m", "lms.cli", "serve", "--workers", "2"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    site = LiveSite(f"http://127.0.0.1:{environ['PORT']}", tmp_path, tmp_path / "log", process)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end and address is None:
            try:
                address = status_of(site, "/ready") == 200 or None
            except OSError:
                time.sleep(0.1)
        assert address, site.printed()
        threads = [threading.Thread(target=lambda: done.append(status_of(site, "/ready"))) for _ in range(16)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert done == [200] * 16
        assert len(site.links()) == 2, site.printed()
        restore = subprocess.run(
            [sys.executable, "-m", "lms.cli", "restore", "nothing", "--yes"],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
        )
        assert restore.returncode == 1
        assert "Stop it first" in restore.stderr
    finally:
        site.end()
        databases.empty(postgresql_database)
