"""`make bench`: what this machine does, beside the figures that the design asks for.

    python -m tests.bench                  everything but the comparison of servers
    python -m tests.bench pages answers    some of it
    python -m tests.bench servers          the comparison that docs/decisions/server.md rests on

Nothing here is a test: a slow machine is no fault. Every figure is measured on loopback, for a few
seconds, with processes of its own that are ended by their ids.
"""
