"""Whose turn it is, where few can be served at once: those who have the least come first, and nobody gets everything."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Generic, TypeVar

T = TypeVar("T")


class Line(Generic[T]):
    """Hands out things, of `total` at most all but one to the same client. `places` requests may wait, for at most
    `patience` seconds."""

    def __init__(self, total: int, places: int, patience: float) -> None:
        self.share, self.places, self.patience = max(1, total - 1), places, patience
        self.idle: list[T] = []
        self.used: Counter[str] = Counter()
        self.waiting: dict[asyncio.Future[T], str] = {}  # in the order in which they came

    async def take(self, client: str) -> T | None:
        """Something to give back (`done` and `put`); None if too many wait already, and if it takes too long."""
        if len(self.waiting) >= self.places and not (self.idle and self.used[client] < self.share):
            return None
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.waiting[turn] = client
        self._hand_out()
        try:
            return await asyncio.wait_for(turn, self.patience)
        except (TimeoutError, asyncio.CancelledError) as ended:
            self.waiting.pop(turn, None)
            if turn.done() and not turn.cancelled():  # it came in the moment in which nobody waited any more
                self.done(client)
                self.put(turn.result())
            if isinstance(ended, TimeoutError):
                return None
            raise

    def put(self, thing: T) -> None:
        self.idle.append(thing)
        self._hand_out()

    def done(self, client: str) -> None:
        """The client has one less; the thing itself may be broken."""
        self.used -= Counter({client: 1})
        self._hand_out()

    def _hand_out(self) -> None:
        while self.idle:
            may = [(self.used[client], turn) for turn, client in self.waiting.items() if self.used[client] < self.share]
            if not may:
                return
            turn = min(may, key=lambda waits: waits[0])[1]
            self.used[self.waiting.pop(turn)] += 1
            turn.set_result(self.idle.pop())
