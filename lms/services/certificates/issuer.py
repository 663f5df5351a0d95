"""The key that signs badges: made once, kept in the data folder and in every backup, never overwritten."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from lms.services.certificates import multibase

FILE = "issuer.key"
ED25519 = b"\xed\x01"  # multicodec: an Ed25519 public key follows


class BadKey(Exception):
    """The issuer's key is there and cannot be used; only a backup can bring it back."""


def issuer_key(folder: Path) -> Ed25519PrivateKey:
    """The key in `folder`, made where there is none. Raises BadKey for a file that is not such a key.

    Several processes may start at once: the first to finish its file wins, the others read that one.
    """
    path = folder / FILE
    if not path.exists():
        _place(path, _pem(Ed25519PrivateKey.generate()))
    return _read(path)


def did_key(public: Ed25519PublicKey) -> str:
    """The public key as a DID, which carries the whole key: did:key:z6Mk…"""
    return "did:key:" + multibase.encode(ED25519 + public.public_bytes_raw())


def public_key(did: str) -> Ed25519PublicKey:
    """The key that a DID carries. Raises ValueError where it is not did:key with an Ed25519 key."""
    method, _, text = did.rpartition(":")
    data = multibase.decode(text)
    if method != "did:key" or not data.startswith(ED25519) or len(data) != len(ED25519) + 32:
        raise ValueError("not a did:key with an Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(data.removeprefix(ED25519))


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as reason:
        raise BadKey(f"{path} is not a key; bring it back from a backup") from reason
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path} is not an Ed25519 key; bring it back from a backup")
    return key


def _place(path: Path, data: bytes) -> None:
    """Puts a whole file at `path`, safe on disk, unless there is one already."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(draft, data)
        _link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _settle(path.parent)


def _write(path: Path, data: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _link(draft: Path, path: Path) -> None:
    """Gives the draft its name, unless the name is taken; a link, because a rename would overwrite."""
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links (some memory cards): create it under its name
        with suppress(FileExistsError):
            _write(path, draft.read_bytes())


def _settle(folder: Path) -> None:
    """Makes a new name in a folder safe on disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
