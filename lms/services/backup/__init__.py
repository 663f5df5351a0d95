"""Backups: one file with everything that must survive, and the way back.

A backup is a tar file (gzip) with a manifest, the database as a SQLite file whatever the site runs on,
the two keys and the tombstones. It is read again before it gets its name.
"""

from lms.services.backup.archive import BadBackup, Manifest
from lms.services.backup.restoring import Restored, restore
from lms.services.backup.writing import back_up, tidy

__all__ = ["BadBackup", "Manifest", "Restored", "back_up", "restore", "tidy"]
