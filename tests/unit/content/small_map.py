"""The map of the small content: three factors, three links, one line that turns."""

from __future__ import annotations

MAP = """\
title = "How the boats hold each other"
summary = "One boat pulls the other."
note = "Boats in a drawing are smaller."

[[factor]]
id = "rope"
name = "A rope"
text = "It holds two boats."
goal = true
column = 1
row = 1

[[factor]]
id = "wind"
name = "Wind"
text = "It comes from the land."
column = 3
row = 1

[[factor]]
id = "tide"
name = "Tide"
text = "It comes and goes."
column = 5
row = 2

[[link]]
from = "wind"
to = "rope"
push = "down"
why = "A storm tears it."
sources = ["001:7-9"]

[[link]]
from = "rope"
to = "wind"
push = "up"
why = "Who is moored waits for more of it."
sources = ["HE-01"]

[[link]]
from = "rope"
to = "tide"
push = "up"
why = "Boats that are tied together rise together."
sources = ["001:3"]
bends = [{ column = 1, row = 2 }]
"""
