"""`lms backup`."""

from __future__ import annotations

from pathlib import Path

import click

from lms.cli import ground
from lms.services.backup import Manifest, back_up, tidy
from lms.services.backup.writing import NAME
from lms.storage.engine import Database


@click.command("backup", short_help="Write everything that must survive into one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--keep", type=click.IntRange(1), help="Remove all but the newest KEEP files of LMS_DATA/backups after.")
def command(file: Path | None, keep: int | None) -> None:
    """Write the database, both keys and the tombstones to FILE, or to a new file in LMS_DATA/backups.

    The site may run meanwhile. The file is read again and proved before it gets its name. Whoever has
    it has everything: keep it as safe as the site itself, and keep a copy on another machine.
    """
    settings, now = ground.settings(), ground.now()
    folder = settings.data / "backups"
    target = file or folder / NAME.format(now)
    opened = Database(settings.database, settings.data)
    try:
        manifest = back_up(opened, settings.data, target, now)
    finally:
        opened.close()
    click.echo(said(manifest, target))
    for old in tidy(folder, keep) if keep else []:
        click.echo(f"removed {old}")


def said(manifest: Manifest, target: Path) -> str:
    rows = manifest.rows
    held = f"{rows.get('account', 0)} accounts, {rows.get('event', 0)} events"
    return f"{target}: {held}, {target.stat().st_size} bytes, proved"
