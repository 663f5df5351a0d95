"""All tables in one place: importing this module makes `Base.metadata` whole."""

from lms.storage import accounts, beside, certificates, cohorts, events, notes, records, versions
from lms.storage.base import Base

__all__ = ["Base", "accounts", "beside", "certificates", "cohorts", "events", "notes", "records", "versions"]
