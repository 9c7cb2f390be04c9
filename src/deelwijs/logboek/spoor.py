# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What one request leaves behind in each of its lines: a trace id, and the network that it came from."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any


@dataclass(slots=True)
class Spoor:
    """`verloren`: lines of failures that were written in a transaction of which nobody knows yet whether it stays."""

    trace: str = field(default_factory=lambda: secrets.token_hex(16))
    ip: str | None = None
    verloren: list[Any] = field(default_factory=list)


_now: ContextVar[Spoor | None] = ContextVar("spoor", default=None)


def spoor() -> Spoor:
    """Return the trace of this request; outside a request a new one at each call."""
    return _now.get() or Spoor()


@contextmanager
def in_spoor(trace: Spoor) -> Iterator[Spoor]:
    """Give everything that is logged in the block the same trace id."""
    token = _now.set(trace)
    try:
        yield trace
    finally:
        _now.reset(token)


def network(address: str | None) -> str | None:
    """Return the network of an address, "192.0.2.0" or "2001:db8:1::": the log need not know the computer.

    None for what is no address, such as the socket of a proxy.
    """
    try:
        found: IPv4Address | IPv6Address = ip_address((address or "").split("%", 1)[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False).network_address)
