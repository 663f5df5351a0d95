"""`lms preview`: an author sees drafts and changes at once, and never a broken page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lms.cli import preview
from lms.cli.opening import parts
from lms.cli.watching import changes
from lms.config import Settings


def title(switch: preview.Switch) -> bytes:
    """The heading of the orientation, as the preview shows it now."""
    started: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/en/modules/orientation/", "QUERY_STRING": ""}
    whole = b"".join(switch(environ, lambda status, _headers: started.append(status)))  # type: ignore[arg-type] # enough of WSGI for a compiled page
    return whole.partition(b"<h1>")[2].partition(b"</h1>")[0] if started == ["200 OK"] else started[0].encode()


def test_an_author_sees_each_change_and_keeps_the_last_good_state(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = preview.own(Settings(data=tmp_path / "data", content_root=root))
    assert (settings.drafts, settings.pseudo) == (True, True)
    file, switch = root / "courses" / "orientation" / "module.toml", preview.Switch()
    assert title(switch) == b"503 Service Unavailable"
    first = preview.renewed(switch, settings, None)
    assert title(switch) == b"Orientation"

    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace('title = "Orientation"', 'title = "Where to begin"'), encoding="utf-8")
    second = preview.renewed(switch, settings, first)
    assert title(switch) == b"Where to begin"

    file.write_text("broken = [", encoding="utf-8")
    assert preview.renewed(switch, settings, second) is second
    assert title(switch) == b"Where to begin"
    assert "courses/orientation/module.toml:1: error:" in capsys.readouterr().err
    assert second
    parts(second).database.close()


def test_a_change_is_noticed_once_it_is_whole(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    seen = changes([tmp_path], pause=0.05)
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep(.5); open({str(tmp_path / 'two')!r}, 'w').write('2')"]
    )
    assert next(seen) == {str(tmp_path / "two")}
    assert writer.wait(10) == 0
