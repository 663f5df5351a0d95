"""Prints the badge of the fixed key, for badge-vector.json; run it only when badges are meant to change.

python -m tests.unit.certificates.make_vector > tests/unit/certificates/badge-vector.json
"""

from __future__ import annotations

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.services.certificates.badge import sign
from tests.unit.certificates import given

SEED = bytes(range(32))  # a key for tests, and for nothing else

if __name__ == "__main__":
    badge = sign(given.AWARD, Ed25519PrivateKey.from_private_bytes(SEED))
    print(json.dumps({"seed": SEED.hex(), "badge": badge}, indent=2, ensure_ascii=False))
