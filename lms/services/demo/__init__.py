"""A made-up organisation, so that a site can be looked at with people in it.

Everything goes in through the services that the pages and /sync use. The same seed gives the same
people, ids and answers, on whichever day it is made; only the dates move along.
"""

from lms.services.demo.house import House, found_house, refuse_learners
from lms.services.demo.learners import Learner, add_learner

__all__ = ["House", "Learner", "add_learner", "found_house", "refuse_learners"]
