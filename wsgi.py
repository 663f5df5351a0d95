"""The WSGI entry point, for a server other than the one that `lms serve` starts.

With SQLite there must be one process; `lms serve` sees to that, another server has to be told.
"""

import os

from lms.cli.ground import prepare
from lms.cli.opening import open_site
from lms.config import from_environment

settings = from_environment(os.environ)
prepare(settings.data)
application = app = open_site(settings)
