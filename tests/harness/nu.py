"""The Nu HTML checker, for the pages that tests have fetched: an extra, where Java is there.

`python -m tests.harness.nu` fetches it with npm (`make nu`). Why it is an extra: docs/decisions/html-checks.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR = Path(sys.prefix) / "share" / f"vnu-{VERSION}.jar"


def why_not() -> str | None:
    """Why the checker cannot run here, or None when it can."""
    if not shutil.which("java"):
        return "there is no Java on this machine"
    if not JAR.exists():
        return "it has not been fetched (make nu; needs npm)"
    return None


def faults(pages: Iterable[Path]) -> dict[str, list[str]]:
    """What the checker finds, by file name; all pages in one run, because Java starts slowly."""
    names = [str(page) for page in pages]
    if not names:
        return {}
    command = ["java", "-Xss8m", "-jar", str(JAR), "--format", "json", "--errors-only", "--exit-zero-always", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        place = f"line {message.get('lastLine', '?')}: {message['message']}"
        found.setdefault(Path(message.get("url", "?")).name, []).append(place)
    return found


def fetch() -> None:
    """Puts the jar, as npm packs it and with the hash above, into the environment."""
    if JAR.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        pack = next(Path(folder).glob("*.tgz"))
        if b64encode(hashlib.sha512(pack.read_bytes()).digest()).decode() != SHA512:
            sys.exit("The Nu HTML checker that npm fetched is not the one that was expected.")
        with tarfile.open(pack) as archive:
            jar = archive.extractfile("package/build/dist/vnu.jar")
            if jar is None:
                sys.exit("The package does not hold vnu.jar.")
            JAR.parent.mkdir(parents=True, exist_ok=True)
            JAR.write_bytes(jar.read())


if __name__ == "__main__":
    fetch()
