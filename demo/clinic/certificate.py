"""A self-made certificate for every `.test` host, kept in `build/` while it fits."""

import base64
import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LIFE = timedelta(days=90)


def certificate(folder: Path, hosts: Iterable[str]) -> Path:
    """A PEM file with key and certificate for `hosts`; made if there is none that fits."""
    wanted = sorted(set(hosts))
    digest = hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:12]
    path = folder / f"certificate-{digest}.pem"
    if not _fits(path):
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(_made(wanted))
        _placed(partial, path)
    return path


def _placed(made: Path, path: Path) -> None:
    """Give it its name, but let one that another process placed meanwhile stay: it is in use."""
    try:
        os.link(made, path)
    except FileExistsError:
        if not _fits(path):
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def public_key_digest(path: Path) -> str:
    """Base64 SHA-256 of the public key, as Chromium's `--ignore-certificate-errors-spki-list`."""
    found = x509.load_pem_x509_certificate(path.read_bytes())
    key = found.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(key).digest()).decode()


def _fits(path: Path) -> bool:
    if not path.exists():
        return False
    ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    return ends > datetime.now(UTC) + timedelta(days=1)


def _made(hosts: list[str]) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Willowbrook sample clinic")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIFE)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
