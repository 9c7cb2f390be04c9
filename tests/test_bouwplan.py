# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The house stands as drawn: what the import contracts cannot say for folders that are yet to come."""

import ast
import tomllib
from pathlib import Path

import pytest

# What these folders may know of ours. Everything else of ours holds cases, parties or people.
CLOSED = {
    "toets": {"toets"},
    "ui": {"toets", "ui"},
    "openbaar": {"openbaar", "toets", "ui"},
    "sturing": {"sturing", "toets", "ui"},
}


def imported(path: Path) -> set[str]:
    """The folders of ours that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where something comes from"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("deelwijs.")}


@pytest.mark.parametrize("folder", CLOSED)
def test_a_closed_folder_knows_no_case(checkout: Path, folder: str) -> None:
    for path in (checkout / "src" / "deelwijs" / folder).rglob("*.py"):
        assert imported(path) <= CLOSED[folder], path


def layers(checkout: Path) -> list[set[str]]:
    """The order of the house, from the roof down, as import-linter has it."""
    contracts = tomllib.loads((checkout / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in order]


def test_every_folder_has_its_place_in_the_order(checkout: Path) -> None:
    here = {path.parent.name for path in (checkout / "src" / "deelwijs").glob("*/__init__.py")}
    assert here <= set().union(*layers(checkout))
