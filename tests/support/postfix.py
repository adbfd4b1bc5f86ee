"""A Postfix of the tests' own, with TLS and logins, in a folder of its own, on free ports of 127.0.0.1.

    postfix.py FOLDER

FOLDER is absolute. The first line printed is {"submission": N, "smtps": N}; STARTTLS and TLS from the first
byte, both with the certificate for `localhost` whose issuer is in FOLDER/ca.pem. The user is `desk`, the
password `right/slash`. What arrives:

    *@desk.test, *@reader.test      a file in FOLDER/mail/all/new
    editor-*@desk.test              accepted, then returned to the sender: there is no such mailbox
    bounces*@news.test              piped to FOLDER/bounce, run by the user who owns FOLDER/bounce
    anybody else                    accepted, then returned

Postfix asks a service of Dovecot's protocol about logins; this program is that service. It ends when its
standard input does, and Postfix with it. Postfix has to be started by root; others need sudo.
"""

import asyncio
import base64
import datetime
import grp
import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from free_port import free_port

LOGIN = b"\0desk\0right/slash"

QUEUES = "active bounce corrupt defer deferred flush hold incoming private saved trace"

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
local_recipient_maps =
alias_maps =
alias_database =
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_reject_unlisted_recipient = no
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{login}
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {folder}/chain.pem
# Which mails leave this machine: none.
default_transport = error:5.1.2 this server reaches no other
virtual_mailbox_domains = desk.test reader.test news.test
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = regexp:{folder}/mailboxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
transport_maps = regexp:{folder}/transport
"""

MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
returned unix - n n - - pipe flags=q user={user}:{group} argv={folder}/bounce
"""


def certificates(folder):
    """A root certificate, and one for localhost that it has signed."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def signed(name, key, issuer, issuer_key, extension):
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(extension, critical=False)
            .sign(issuer_key, hashes.SHA256())
        )

    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    is_root = x509.BasicConstraints(ca=True, path_length=None)
    root = signed("Root of the tests", root_key, "Root of the tests", root_key, is_root)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    own = signed("localhost", key, "Root of the tests", root_key, names)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "ca.pem").write_bytes(root.public_bytes(pem))
    (folder / "chain.pem").write_bytes(private + own.public_bytes(pem))


def lay_out(folder, login, submission, smtps):
    """The configuration, the queue and the mailboxes. The pipe and the mailbox must not be root's."""
    user = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("nobody")
    group = grp.getgrgid(user.pw_gid)
    words = dict(
        folder=folder,
        login=login,
        submission=submission,
        smtps=smtps,
        uid=user.pw_uid,
        gid=user.pw_gid,
        user=user.pw_name,
        group=group.gr_name,
    )
    folder.chmod(0o755)
    certificates(folder)
    (folder / "main.cf").write_text(MAIN.format(**words))
    (folder / "master.cf").write_text(MASTER.format(**words))
    (folder / "mailboxes").write_text(
        "if !/^editor-/\n/@(desk|reader)\\.test$/ all/\nendif\n"
    )
    (folder / "transport").write_text("/^bounces.*@news\\.test$/ returned:\n")
    (folder / "mail").mkdir()
    if os.getuid() == 0:
        os.chown(folder / "mail", user.pw_uid, user.pw_gid)


def own_by_postfix(folder):
    """What only root can do."""
    postfix = pwd.getpwnam("postfix")
    postdrop = grp.getgrnam("postdrop")
    for name in ["data", *(f"queue/{name}" for name in QUEUES.split())]:
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o700)
        os.chown(folder / name, postfix.pw_uid, -1)
    (folder / "queue/pid").mkdir()
    for name, mode in [("maildrop", 0o730), ("public", 0o710)]:
        path = folder / "queue" / name
        path.mkdir()
        os.chown(path, postfix.pw_uid, postdrop.gr_gid)
        path.chmod(mode)
    for name in ["main.cf", "master.cf", "mailboxes", "transport", "chain.pem"]:
        os.chown(folder / name, 0, 0)
    os.chown(folder, 0, 0)


async def logins(reader, writer):
    """Dovecot's protocol for logins, as far as Postfix uses it."""
    writer.write(b"VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n")
    while line := await reader.readline():
        command, *fields = line.decode().rstrip("\n").split("\t")
        if command != "AUTH":
            continue
        given = next((field[5:] for field in fields if field.startswith("resp=")), "")
        right = base64.b64decode(given) == LOGIN
        answer = f"OK\t{fields[0]}\tuser=desk\n" if right else f"FAIL\t{fields[0]}\tuser=desk\n"
        writer.write(answer.encode())
        await writer.drain()
    writer.close()


async def main(folder):
    service = await asyncio.start_server(logins, "127.0.0.1", 0)
    login = service.sockets[0].getsockname()[1]
    submission, smtps = free_port(), free_port()
    lay_out(folder, login, submission, smtps)
    as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
    subprocess.run([*as_root, sys.executable, __file__, "own", folder], check=True)
    folders = subprocess.run(
        ["/usr/sbin/postconf", "-h", "daemon_directory"], check=True, capture_output=True, text=True
    )
    # A postdrop of the system's own configuration is not used: all mail comes by SMTP.
    postfix = await asyncio.create_subprocess_exec(
        *as_root, f"{folders.stdout.strip()}/master", "-c", folder, "-s", stdin=subprocess.DEVNULL
    )
    while postfix.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", submission)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        break
    print(json.dumps({"submission": submission, "smtps": smtps}), flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    subprocess.run([*as_root, "kill", str(postfix.pid)], check=False)
    await postfix.wait()
    # The queue is another user's.
    subprocess.run([*as_root, "rm", "-rf", folder], check=False)


if sys.argv[1] == "own":
    own_by_postfix(Path(sys.argv[2]))
else:
    asyncio.run(main(Path(sys.argv[1])))
