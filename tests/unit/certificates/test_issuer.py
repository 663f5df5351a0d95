"""The issuer's key: made once, whole, private, and never overwritten."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lms.services.certificates import issuer
from lms.services.certificates.issuer import BadKey, did_key, issuer_key, public_key


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    first = issuer_key(tmp_path)
    kept = (tmp_path / "issuer.key").read_bytes()
    assert issuer_key(tmp_path).private_bytes_raw() == first.private_bytes_raw()
    assert (tmp_path / "issuer.key").read_bytes() == kept
    assert os.listdir(tmp_path) == ["issuer.key"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file modes")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    issuer_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "issuer.key").stat().st_mode) == 0o600


def test_many_starting_at_once_get_one_key(tmp_path: Path) -> None:
    start, keys = threading.Barrier(8), []

    def begin() -> None:
        start.wait()
        keys.append(issuer_key(tmp_path).private_bytes_raw())

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert os.listdir(tmp_path) == ["issuer.key"]


def test_one_that_came_first_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process finishes its key between our look and our link."""
    theirs = issuer_key(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert issuer_key(tmp_path).private_bytes_raw() == theirs.private_bytes_raw()


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    theirs = issuer_key(tmp_path) if taken else None

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(issuer.os, "link", refuse)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    ours = issuer_key(tmp_path)
    assert theirs is None or ours.private_bytes_raw() == theirs.private_bytes_raw()
    assert issuer_key(tmp_path).private_bytes_raw() == ours.private_bytes_raw()


@pytest.mark.parametrize(
    "broken", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n"]
)
def test_a_broken_key_is_an_error_and_is_left_alone(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "issuer.key").write_bytes(broken)
    with pytest.raises(BadKey, match="backup"):
        issuer_key(tmp_path)
    assert (tmp_path / "issuer.key").read_bytes() == broken


def test_a_key_of_another_kind_is_an_error(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "issuer.key").write_bytes(other)
    with pytest.raises(BadKey, match="Ed25519"):
        issuer_key(tmp_path)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(issuer.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        issuer_key(tmp_path)
    assert os.listdir(tmp_path) == []


def test_the_did_carries_the_key(tmp_path: Path) -> None:
    public = issuer_key(tmp_path).public_key()
    did = did_key(public)
    assert did.startswith("did:key:z6Mk")
    assert public_key(did).public_bytes_raw() == public.public_bytes_raw()


def test_the_example_of_the_did_key_document() -> None:
    """From https://w3c-ccg.github.io/did-key-spec/: an Ed25519 did:key stands for 32 bytes."""
    did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    assert did_key(public_key(did)) == did


@pytest.mark.parametrize("did", ["", "did:key:", "did:key:z", "did:web:x", "z6Mk", "did:key:z0OIl", "did:key:z6Mkha"])
def test_other_dids_are_refused(did: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        public_key(did)
