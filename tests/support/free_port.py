"""Prints a port of 127.0.0.1 for a server that must be told its port before it starts.

It lies below those that the system gives to outgoing connections and to programs that ask for any port: one of
these could be given away again before the server has it, or while the server is stopped for a moment.
"""

import random
import socket
from pathlib import Path


def free_port():
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for port in random.sample(range(first // 2, first), 1000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit("no free port")


if __name__ == "__main__":
    print(free_port())
