"""A real SMTP server for the tests: aiosmtpd on a free port of 127.0.0.1.

    relay.py FOLDER

writes each message to a file in FOLDER and prints a line of JSON for it, with "file", "from" and "to".
The first line printed is {"port": N}. Ends when its standard input does, so that it never outlives
the test that started it.
"""

import asyncio
import json
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


def tell(**words):
    print(json.dumps(words), flush=True)


class Folder:
    def __init__(self, path):
        self.path = path
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        file = self.path / f"{self.count:04}.eml"
        file.write_bytes(envelope.original_content)
        tell(file=str(file), **{"from": envelope.mail_from, "to": envelope.rcpt_tos})
        return "250 stored"


async def main():
    folder = Folder(Path(sys.argv[1]))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(folder, hostname="relay.test", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    tell(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.buffer.read)


asyncio.run(main())
