"""Some engines, each a process with one query at a time: waiting in line, limits of time, and ends that free the CPU."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable
from pathlib import Path

from kg.errors import GraphError
from kg.graph.protocol import Answer, Question, encoded, refusal
from kg.server.options import Options
from kg.server.turns import Line

LOG = logging.getLogger(__name__)
PULSE = 0.5  # seconds between two looks at whether the client is still there
OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGSEGV, 1)  # how an engine ends that asks for more than it may have

Gone = Callable[[], Awaitable[bool]]


HUNG_UP = refusal(499, "the client hung up")


class HungUp(Exception):
    """The client did not wait for the answer."""


class Pool:
    """`options.engines` processes over the store in the folder `path`, which nobody may write. One that is killed gets
    a successor at once."""

    def __init__(self, path: Path, options: Options) -> None:
        self.path, self.options = path, options
        self.line: Line[Process] = Line(options.engines, options.waiting, options.patience)
        self.all: set[Process] = set()
        self.successors: set[asyncio.Task[None]] = set()
        self.guarded = True

    async def start(self) -> None:
        """Raises `GraphError` if the engines don't start."""
        for _ in range(self.options.engines):
            await self._add()

    async def stop(self) -> None:
        for task in self.successors:
            task.cancel()
        for process in self.all:
            _kill(process)
        await asyncio.gather(*(process.wait() for process in self.all))

    async def ask(self, question: Question, client: str, gone: Gone) -> Answer:
        """The answer, or a refusal: 503 too many wait, 504 time is up, 422 it takes too much memory, 500 the engine broke."""
        try:
            process = await self.line.take(client)
            if process is None:
                return refusal(503, "too many queries are being answered: try again in a few seconds")
            try:
                return await self._asked(process, question, gone)
            finally:
                self.line.done(client)
        except asyncio.CancelledError:
            return refusal(503, "the server is ending")

    async def _asked(self, process: Process, question: Question, gone: Gone) -> Answer:
        """The process is idle again if it has answered; else it is killed."""
        answered = await gone()
        if answered:
            self.line.put(process)
            return HUNG_UP
        try:
            async with asyncio.timeout(self.options.timeout):
                answer = await _watched(process, question, gone)
            answered = True
            return answer
        except TimeoutError:
            return refusal(504, f"the query took longer than the {self.options.timeout:g} seconds allowed and was stopped")
        except HungUp:
            return HUNG_UP
        except (asyncio.IncompleteReadError, ConnectionError):
            return await self._broken(process)
        finally:
            self.line.put(process) if answered else self._replace(process)

    async def _broken(self, process: Process) -> Answer:
        code = await process.wait()
        if code in OUT_OF_MEMORY:
            return refusal(422, f"the query needs more memory than the {self.options.memory_bytes:,} bytes allowed")
        LOG.error("a query engine ended with code %s", code)
        return refusal(500, "the query engine broke and is started again")

    def _replace(self, process: Process) -> None:
        _kill(process)
        self.all.discard(process)
        task = asyncio.create_task(self._add())
        self.successors.add(task)
        task.add_done_callback(self.successors.discard)

    async def _add(self) -> None:
        command = (sys.executable, "-m", "kg.server.engine", str(self.path), str(self.options.memory_bytes))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self.all.add(process)
        try:
            self.guarded &= (await _answer(process)).media == "guarded"
        except asyncio.IncompleteReadError as error:
            raise GraphError(
                f"{self.path}: the query engine can't be started: it ended with code {await process.wait()}"
            ) from error
        self.line.put(process)


async def _watched(process: Process, question: Question, gone: Gone) -> Answer:
    """Raises `HungUp` if the client goes, and what reading raises if the process ends."""
    reading, watching = asyncio.create_task(_exchange(process, question)), asyncio.create_task(_until(gone))
    try:
        await asyncio.wait({reading, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            raise HungUp
        return reading.result()
    finally:
        reading.cancel()
        watching.cancel()


async def _until(gone: Gone) -> None:
    while not await gone():
        await asyncio.sleep(PULSE)


async def _exchange(process: Process, question: Question) -> Answer:
    assert process.stdin is not None
    process.stdin.write(encoded(question))
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: Process) -> Answer:
    assert process.stdout is not None
    head = await process.stdout.readuntil(b"\n")
    status, media, length = json.loads(head)
    return Answer(status, media, await process.stdout.readexactly(length))


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
