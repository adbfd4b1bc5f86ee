"""An independent verifier of DKIM signatures, and keys for it.

dkim_tool.py key FILE        writes a new RSA key in PKCS #8
dkim_tool.py verify RECORD   reads a message and says "verified" if the signature is good with this DNS entry
"""

import sys

import dkim


def make_key(path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(path, "wb") as out:
        out.write(pem)


def verify(record):
    message = sys.stdin.buffer.read()
    good = dkim.verify(message, dnsfunc=lambda name, timeout=5: record.encode())
    print("verified" if good else "refused")


if sys.argv[1] == "key":
    make_key(sys.argv[2])
else:
    verify(sys.argv[2])
