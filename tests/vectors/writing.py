"""Reading scenario files for the vectors, and writing vectors one case to a line."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

QUIZZES = Path(__file__).parent.parent.parent / "quizzes"


def scenario_files(form: str) -> Iterator[dict[str, Any]]:
    """The scenarios under quizzes/ of this form, as TOML has them."""
    for path in sorted(QUIZZES.glob("*/*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        if raw.get("form") == form:
            yield raw


def write(file: Path, **parts: list[Any]) -> None:
    """A JSON object of lists, with one value of a list on each line."""
    text = ",\n".join(f'"{name}":[\n{_rows(part)}\n]' for name, part in parts.items())
    file.write_text(f"{{{text}}}\n", encoding="utf-8")


def _rows(part: list[Any]) -> str:
    return ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in part)
