"""Learners who answer: each in a connection of her own, each event acknowledged before the next is sent.

    python -m tests.bench.sender PORT SECONDS EVENTS ITEMS COOKIE...

Prints how many events were stored in how many seconds, as JSON. EVENTS is the number in one request,
ITEMS a JSON file with pairs of subject and version, which are answered in turn.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import uuid
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path


class Learner(threading.Thread):
    """Sends answers until the time is up."""

    def __init__(self, port: int, end: float, size: int, items: list[tuple[str, str]], cookie: str) -> None:
        super().__init__()
        self.line = HTTPConnection("127.0.0.1", port, timeout=30)
        self.end, self.size, self.items, self.cookie = end, size, items, cookie
        self.device, self.n, self.stored, self.fault = str(uuid.uuid4()), 0, 0, ""

    def run(self) -> None:
        try:
            while time.perf_counter() < self.end and not self.fault:
                self.send()
        except OSError as fault:
            self.fault = repr(fault)

    def send(self) -> None:
        headers = {"Cookie": self.cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        self.line.request("POST", "/sync", self.batch(), headers)
        answer = self.line.getresponse()
        told = json.loads(answer.read())
        kept = sum(receipt["status"] == "stored" for receipt in told.get("receipts", ()))
        if answer.status != 200 or kept != self.size:
            self.fault = f"{answer.status}: {str(told)[:200]}"
        self.stored += kept

    def batch(self) -> bytes:
        now = datetime.now(UTC).isoformat()
        events = [self.event(now) for _ in range(self.size)]
        return json.dumps({"device": self.device, "now": now, "events": events}).encode()

    def event(self, now: str) -> dict[str, object]:
        self.n += 1
        subject, version = self.items[self.n % len(self.items)]
        return {
            "id": str(uuid.uuid4()),
            "n": self.n,
            "at": now,
            "kind": "item.answered",
            "subject": subject,
            "version": version,
            "lang": "en",
            "data": {"attempt": str(self.n), "choices": ["a" if self.n % 2 else "b"], "confidence": "sure"},
        }


def measure(
    port: int, seconds: float, size: int, items: list[tuple[str, str]], cookies: list[str]
) -> tuple[int, float]:
    start = time.perf_counter()
    learners = [Learner(port, start + seconds, size, items, cookie) for cookie in cookies]
    for learner in learners:
        learner.start()
    for learner in learners:
        learner.join()
    faults = [learner.fault for learner in learners if learner.fault]
    if faults:
        raise SystemExit(faults[0])
    return sum(learner.stored for learner in learners), time.perf_counter() - start


if __name__ == "__main__":
    port, seconds, size, items, *cookies = sys.argv[1:]
    pairs = [(subject, version) for subject, version in json.loads(Path(items).read_text(encoding="utf-8"))]
    count, spent = measure(int(port), float(seconds), int(size), pairs, cookies)
    print(json.dumps({"answers": count, "seconds": spent}))
