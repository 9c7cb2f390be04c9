# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which tests show which requirement: writes docs/eisen.md.

    python -m deelwijs.config.eisen            write it
    python -m deelwijs.config.eisen --controle only say whether it is up to date (exit status 1 when not)

The tests are read, not run: a mark counts where it stands, above a function or a class or for a whole file.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from deelwijs.config.plek import ROOT

HEAD = """<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- SPDX-FileCopyrightText: 2026 Deelwijs -->
<!-- Written by `python -m deelwijs.config.eisen`; change docs/eisen.yaml or a test instead. -->
# Requirements and the tests that show them

A requirement without a test is not built yet.
"""


def main(arguments: list[str]) -> int:
    """Write docs/eisen.md, or check it."""
    target, text = ROOT / "docs" / "eisen.md", page(ROOT)
    if arguments == ["--controle"]:
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            print("docs/eisen.md is verouderd. Draai: python -m deelwijs.config.eisen", file=sys.stderr)
            return 1
        return 0
    target.write_text(text, encoding="utf-8")
    return 0


def page(root: Path) -> str:
    """Return the text of docs/eisen.md.

    :raises ValueError: a test names a requirement that is not in docs/eisen.yaml.
    """
    groups = yaml.safe_load((root / "docs" / "eisen.yaml").read_text(encoding="utf-8"))
    tests = by_requirement(root)
    known = {id_ for group in groups for id_, *_ in group["eisen"]}
    if strange := sorted(set(tests) - known):
        raise ValueError(f"Not in docs/eisen.yaml: {', '.join(strange)} ({tests[strange[0]][0]})")
    shown = len(set(tests))
    lines = [HEAD, f"{shown} of {len(known)} requirements have tests.\n"]
    for group in groups:
        lines.append(f"## {group['groep']}\n")
        for id_, text, source in group["eisen"]:
            lines.append(f"- **{id_}** {text}. *({source})*")
            lines += [f"  - `{test}`" for test in tests.get(id_, [])]
        lines.append("")
    return "\n".join(lines)


def by_requirement(root: Path) -> dict[str, list[str]]:
    """Return for each requirement the tests that name it, as file::name, in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for folder in ("tests", "src"):
        for path in sorted((root / folder).rglob("test_*.py")):
            where = path.relative_to(root).as_posix()
            for name, ids in marked(ast.parse(path.read_text(encoding="utf-8"))):
                for id_ in ids:
                    found[id_].add(f"{where}::{name}" if name else where)
    return {id_: sorted(tests) for id_, tests in found.items()}


def marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Give every name that carries a mark, with its ids; an empty name stands for the whole file."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets):
            yield "", ids_in([node.value])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, ids_in(node.decorator_list)
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef):
                        yield f"{node.name}::{inner.name}", ids_in(inner.decorator_list)


def ids_in(nodes: list[ast.expr]) -> list[str]:
    """Return the ids in pytest.mark.eis(...), wherever it stands in these expressions."""
    return [
        argument.value
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "eis"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
