"""The courses: files in, domain objects and HTML fragments out.

load(root)   -> Library      what a site teaches (raises ContentError)
check(root)  -> [Finding]    everything that is wrong with it
"""

from lms.content.finding import ContentError, Finding
from lms.content.lint import check
from lms.content.load import load

__all__ = ["ContentError", "Finding", "check", "load"]
