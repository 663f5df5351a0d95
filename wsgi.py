"""The WSGI entry point, for a server other than the one that `lms serve` starts.

With SQLite there is one process: the first one holds the lock, and the next is refused.
"""

import os
from contextlib import ExitStack

from lms.cli.ground import prepare
from lms.cli.lock import serving
from lms.cli.opening import open_site
from lms.cli.serve import is_sqlite
from lms.config import from_environment

settings = from_environment(os.environ)
prepare(settings.data)
held = ExitStack()  # until this process ends
held.enter_context(serving(settings.data, alone=is_sqlite(settings)))
application = app = open_site(settings)
