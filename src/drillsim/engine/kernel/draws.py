"""Every random number of a run, the same on every platform.

1. A stream belongs to (seed, subject, purpose, author); its n-th draw depends on nothing else, so one more draw
   anywhere moves no draw elsewhere.
2. One draw is one uniform of 64 bits, turned into what is wanted by the inverse of its distribution: a changed
   spread keeps its luck.
3. Everything is integers: the logarithm is a table and a short series in fixed point, the root is `isqrt`.
"""

from __future__ import annotations

import struct
from array import array
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from math import isqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 8
_UNPACK = struct.Struct(f"<{_BLOCK}Q").unpack
_BITS = 64
_ONE = 1 << _BITS
_SCALE = 40
"""Bits behind the point of a logarithm."""
_LN2 = 762_123_384_786
"""ln 2, scaled."""

FIXED, UNIFORM, TRIANGULAR, EXPONENTIAL = range(4)


def stream_key(subject: str, purpose: str, author: str) -> bytes:
    """Name a stream; the same in every plan that has this subject."""
    return blake2b(f"{subject}|{purpose}|{author}".encode(), digest_size=16).digest()


def _log_table() -> tuple[int, ...]:
    """-ln(i / 256) for i in 128..256, scaled, by the series of the inverse hyperbolic tangent."""
    table = []
    for i in range(128, 257):
        ratio = ((256 - i) << 60) // (256 + i)
        square = ratio * ratio >> 60
        term, total, odd = ratio, 0, 1
        while term:
            total += term // odd
            term = term * square >> 60
            odd += 2
        table.append(2 * total + (1 << 19) >> 20)
    return tuple(table)


_LOGS = _log_table()


def minus_log(uniform: int) -> int:
    """-ln((uniform + 1) / 2**64), scaled by 2**40."""
    number = uniform + 1
    bits = number.bit_length()
    mantissa = number << (_BITS + 1 - bits)  # number = mantissa / 2**65 * 2**bits, with the mantissa in [2**64, 2**65]
    top = mantissa >> 57
    part = (mantissa - (top << 57)) // (top << 57 - _SCALE)
    square = part * part >> _SCALE
    log_part = part - (square >> 1) + (square * part >> _SCALE) // 3 - (square * square >> _SCALE + 2)
    return (_BITS - bits) * _LN2 + _LOGS[top - 128] - log_part


_CELLS = 13
_FINE = 512
"""Cells below this are too wide for a straight line; there the series is used."""


@cache
def _exponential_table() -> tuple[array[int], array[int]]:
    """-ln at the edge of each cell of the upper uniforms, and how much it falls within the cell.

    They are read in no order, millions of times: as arrays they stay near the processor, as objects they do not.
    """
    edges = [minus_log((cell << _BITS - _CELLS) - 1) if cell else 0 for cell in range((1 << _CELLS) + 1)]
    return array("q", edges[:-1]), array("q", [edge - following for edge, following in pairwise(edges)])


_OF_CELL = _BITS - _CELLS
_WITHIN = (1 << _OF_CELL) - 1


def exponential(uniform: int) -> int:
    """-ln of a uniform, scaled by 2**40: a straight line within each of 8,192 cells, which is right to a millionth."""
    cell = uniform >> _OF_CELL
    if cell < _FINE:
        return minus_log(uniform)
    edges, falls = _exponential_table()
    return edges[cell] - (falls[cell] * (uniform & _WITHIN) >> _OF_CELL)


class Draws:
    """The streams of one run, each opened at its first draw."""

    __slots__ = ("_counts", "_keys", "_left", "_seed", "_tossed", "_varies")

    def __init__(self, keys: tuple[bytes, ...], seed: int) -> None:
        self._keys = keys
        self._seed = seed.to_bytes(8, "little", signed=True)
        self._left: list[list[int] | None] = [None] * len(keys)
        self._counts = [0] * len(keys)
        self._tossed: dict[tuple[int, int], tuple[int, bool]] = {}
        """Chances that could have gone either way: the stream and which of its numbers, the chance, how it went."""
        self._varies = False
        """Whether a spread was drawn that varies."""

    def add(self, key: bytes) -> int:
        """Open a stream that is not part of the plan, for a command."""
        self._keys = (*self._keys, key)
        self._left.append(None)
        self._counts.append(0)
        return len(self._keys) - 1

    def uniform(self, stream: int) -> int:
        """The next 64 bits of a stream."""
        return (self._left[stream] or self._block(stream)).pop()

    def _block(self, stream: int) -> list[int]:
        """Eight more numbers of a stream, the next one last."""
        block = self._counts[stream]
        self._counts[stream] = block + 1
        digest = blake2b(block.to_bytes(8, "little"), key=self._keys[stream] + self._seed).digest()
        self._left[stream] = left = list(_UNPACK(digest))
        return left

    def spreads(self, values: list[int]) -> Callable[[int, int], int]:
        """How to draw from spreads that stand in slots, in whole ms: called with the stream and the first slot.

        Exponential ones are drawn far more often than all others together; they come out as `quantile` has them.
        """
        self._varies = True
        lefts, another, (edges, falls) = self._left, self._block, _exponential_table()

        def spread(stream: int, slot: int) -> int:
            uniform = (lefts[stream] or another(stream)).pop()
            if values[slot] != EXPONENTIAL:
                return quantile(uniform, values[slot], values[slot + 1], values[slot + 2], values[slot + 3])
            cell = uniform >> _OF_CELL
            if cell < _FINE:
                return values[slot + 2] * minus_log(uniform) >> _SCALE
            return values[slot + 2] * (edges[cell] - (falls[cell] * (uniform & _WITHIN) >> _OF_CELL)) >> _SCALE

        return spread

    def chance(self, stream: int, share: int) -> bool:
        """True with a chance in millionths; certain ones draw too, so that a changed chance moves nothing else."""
        went = self.uniform(stream) * 1_000_000 >> _BITS < share
        if 0 < share < 1_000_000 and not self._varies:
            self._tossed[stream, self._drawn(stream)] = (share, went)
        return went

    def _drawn(self, stream: int) -> int:
        """How many numbers of a stream were drawn."""
        return self._counts[stream] * _BLOCK - len(self._left[stream] or ())

    def alike(self, seed: int) -> bool:
        """Whether everything that was drawn comes out the same with another seed."""
        if self._varies:
            return False
        other = Draws(self._keys, seed)
        tossed = self._tossed.items()
        return all((other.number(*place) * 1_000_000 >> _BITS < share) is went for place, (share, went) in tossed)

    def number(self, stream: int, nth: int) -> int:
        """The n-th number of a stream, counted from 1, when no later one was drawn yet."""
        while True:
            number = self.uniform(stream)
            if self._drawn(stream) == nth:
                return number

    def spread(self, stream: int, shape: int, low: int, likely: int, high: int) -> int:
        """One value of a spread, in whole ms."""
        if shape != FIXED:
            self._varies = True
        return quantile(self.uniform(stream), shape, low, likely, high)


def quantile(uniform: int, shape: int, low: int, likely: int, high: int) -> int:
    """The value of a spread below which the given share (in 2**-64) of its values lie."""
    if shape == FIXED:
        return low
    if shape == EXPONENTIAL:
        return likely * exponential(uniform) >> _SCALE
    width = high - low
    if shape == UNIFORM:
        return low + (uniform * (width + 1) >> _BITS)
    if uniform * width < (likely - low) << _BITS:
        return low + isqrt(uniform * width * (likely - low) >> _BITS)
    return high - isqrt((_ONE - uniform) * width * (high - likely) >> _BITS)
