"""The process that answers queries, one at a time: a line of JSON in on stdin, the answer out on stdout.

    python -m kg.server.engine STORE MEMORY

Before each answer stands a line with status, media type and number of bytes. It may be killed at any moment.
"""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from kg.graph import protocol, store
from kg.server import confine


def main(path: str, memory: str) -> None:
    guarded = confine.confine(int(memory))
    opened = store.open_store(path, read_only=True)
    _send(sys.stdout.buffer, 200, "guarded" if guarded else "unguarded", b"")
    for line in sys.stdin.buffer:
        answer = protocol.answer(opened, protocol.decoded(line))
        _send(sys.stdout.buffer, answer.status, answer.media, answer.body)


def _send(out: BinaryIO, status: int, media: str, body: bytes) -> None:
    out.write(json.dumps([status, media, len(body)]).encode() + b"\n")
    out.write(body)
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
