"""Waymark: short lessons for people who meet survivors at work."""

__version__ = "0.1.0"
