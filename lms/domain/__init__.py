"""The rules of learning: plain values and pure functions, no I/O, no clock, no random."""
