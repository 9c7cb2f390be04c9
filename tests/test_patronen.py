# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""No pattern of ours can be made slow: each one that stands in the code, against 100,000 characters made for it."""

from __future__ import annotations

import ast
import importlib
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

LANG = 100_000
MEEST = 0.1  # seconds
HOE = {"match", "fullmatch", "search", "sub", "split", "findall", "finditer", "subn"}


class Patroon(NamedTuple):
    waar: str
    tekst: str | bytes
    vlaggen: int
    hoe: frozenset[str]


class TeTraag(Exception):
    """It was stopped."""


def patterns(folder: Path) -> Iterator[Patroon]:
    """Yield every pattern in the code below a folder, with the ways in which it is used."""
    for path in sorted(folder.rglob("*.py")):
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
            ):
                used.setdefault(node.func.value.id, set()).add(node.func.attr)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_re(node.func.value)):
                continue
            how, where = node.func.attr, f"{path.relative_to(folder)}:{node.lineno}"
            if how == "compile":
                name = _assigned(tree, node)
                ways = frozenset(used.get(name, set()) & HOE) or frozenset({"search"})
            elif how in HOE:
                ways = frozenset({how})
            else:
                continue
            compiled = re.compile(_value(node.args[0], path, folder), _flags(node))
            yield Patroon(where, compiled.pattern, compiled.flags, ways)


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


def _assigned(tree: ast.AST, call: ast.Call) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.value is call and isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return ""


def _value(node: ast.expr, path: Path, folder: Path) -> Any:
    """The pattern itself, also where it is put together: then the module's own names say of what."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        name = ".".join(path.relative_to(folder.parent).with_suffix("").parts)
        module = importlib.import_module(name)
        try:
            return eval(compile(ast.Expression(node), str(path), "eval"), vars(module))  # noqa: S307 - our own code
        except NameError:  # an argument: any word of a list of ours
            return "[a-z][a-z0-9_]*"


def _flags(node: ast.Call) -> int:
    given = [*node.args[1:], *(keyword.value for keyword in node.keywords if keyword.arg == "flags")]
    names = {n.attr for part in given for n in ast.walk(part) if isinstance(n, ast.Attribute)}
    return sum(int(getattr(re, name)) for name in names if isinstance(getattr(re, name, None), re.RegexFlag))


def poisons(pattern: str | bytes) -> Iterator[str]:
    """Yield texts that a pattern may begin to match at every place, and never does in the end."""
    if isinstance(pattern, bytes):
        pattern = pattern.decode("latin-1")
    signs = sorted({*re.sub(r"\\.|[\[\]().*+?{}|^$]", "", pattern)[:40], *" \t\na0-_.@/,;:'\"<>é\x00"})
    for sign in signs:
        yield sign * LANG + "\x01"
        yield ("\x01" + sign * 50) * (LANG // 51)
    for one, other in pairwise(signs):
        yield (one + other) * (LANG // 2) + "\x01"
    yield "?" * LANG
    yield "a b" * (LANG // 3)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop a pattern that does not end; `re` looks at signals while it works."""

    def stop(*_: object) -> None:
        raise TeTraag

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def slowest(patroon: Patroon) -> float:
    """Return the seconds of processor time of the slowest text for a pattern; a second stands for "does not end"."""
    compiled, worst = re.compile(patroon.tekst, patroon.vlaggen & ~re.UNICODE.value), 0.0  # type: ignore[type-var]
    for text in poisons(patroon.tekst):
        for how in sorted(patroon.hoe):
            given: Any = text.encode("latin-1") if isinstance(patroon.tekst, bytes) else text
            begin = time.process_time()
            try:
                with at_most(2):
                    if how in ("sub", "subn"):
                        getattr(compiled, how)(given[:0], given)
                    else:
                        found = getattr(compiled, how)(given)
                        _ = list(found) if how == "finditer" else found
            except TeTraag:
                return 1.0
            worst = max(worst, time.process_time() - begin)
    return worst


def test_no_pattern_of_ours_can_be_made_slow(checkout: Path) -> None:
    found = list(patterns(checkout / "src" / "deelwijs"))
    assert len(found) > 30
    slow = {patroon: seconds for patroon in found if (seconds := slowest(patroon)) > MEEST}
    assert slow == {}


@pytest.mark.parametrize("tekst", ["(a+)+$", r"(\s|\s\s)*x", r" +$"])
def test_it_sees_a_pattern_that_can(tekst: str) -> None:
    assert slowest(Patroon("hier", tekst, 0, frozenset({"search"}))) > MEEST
