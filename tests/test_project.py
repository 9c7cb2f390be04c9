# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the project says about itself is true and complete."""

import json
import re
import subprocess
import tomllib
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from deelwijs.config import eisen

NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")
SPDX = re.compile(r"SPDX-License-Identifier: ([A-Za-z0-9.+-]*[A-Za-z0-9+])")


def files(checkout: Path) -> list[str]:
    """Every file of the project: what git keeps, and what is new and not ignored."""
    if not (checkout / ".git").exists():  # an unpacked archive: everything but what was made here
        made = {".venv", "var", "node_modules", "__pycache__", ".hypothesis"}
        paths = (path.relative_to(checkout) for path in sorted(checkout.rglob("*")) if path.is_file())
        return [path.as_posix() for path in paths if not made & set(path.parts)]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=checkout, capture_output=True, check=True).stdout.decode()
    return [name for name in said.split("\0") if name and (checkout / name).is_file()]


def test_every_file_says_under_which_licence_it_comes(checkout: Path) -> None:
    annotations = tomllib.loads((checkout / "REUSE.toml").read_text())["annotations"]
    licences: set[str] = set()
    without = []
    for name in files(checkout):
        if name.startswith("LICENSES/"):
            continue
        header = (checkout / name).read_bytes()[:2000].decode("utf-8", "replace")
        beside = [one for one in annotations if any(fnmatch(name, path) for path in one["path"])]
        named = SPDX.findall(header) + [one["SPDX-License-Identifier"] for one in beside]
        licences.update(named)
        if not named or not (beside or "SPDX-FileCopyrightText:" in header):
            without.append(name)
    assert without == []
    assert licences == {path.stem for path in (checkout / "LICENSES").iterdir()}, "each licence text is here, no more"


def test_every_annotation_covers_a_file(checkout: Path) -> None:
    names = files(checkout)
    named = [p for one in tomllib.loads((checkout / "REUSE.toml").read_text())["annotations"] for p in one["path"]]
    # Patterns by kind of file may wait for their first file; a path that is named must be there.
    stale = [p for p in named if not p.startswith("**") and not any(fnmatch(name, p) for name in names)]
    assert stale == []


def pinned(path: Path) -> dict[str, set[str]]:
    """The packages of a lock with their versions."""
    found: dict[str, set[str]] = {}
    for line in path.read_text().splitlines():
        if line and not line[0].isspace() and not line.startswith(("#", "-")):
            name, version = re.match(r"([\w.-]+)(?:\[.*\])?==([^ ;\\]+)", line).groups()  # type: ignore[union-attr]
            found.setdefault(name, set()).add(version)
    return found


def asked(path: Path) -> set[str]:
    """The packages that an .in file asks for."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return {normal(NAME.match(line)[1]) for line in lines if line and line[0] not in "#-"}  # type: ignore[index]


def normal(name: str) -> str:
    """A package's name as an index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


LOCKS = sorted(path.name for path in (Path(__file__).parents[1] / "requirements").glob("*.in"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_was_asked_with_hashes_and_without_an_address(checkout: Path, name: str) -> None:
    source = checkout / "requirements" / name
    lock = source.with_suffix(".txt")
    text = lock.read_text()
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    assert asked(source) - {normal(package) for package in pinned(lock)} == set()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_agree_with_each_other(checkout: Path) -> None:
    seen: dict[str, tuple[str, set[str]]] = {}
    for name in ("runtime.txt", "dev.txt", "e2e.txt"):
        for package, versions in pinned(checkout / "requirements" / name).items():
            first, before = seen.setdefault(package, (name, versions))
            assert versions <= before or before <= versions, f"{package}: {before} in {first}, {versions} in {name}"


def test_pyproject_and_the_runtime_lock_ask_for_the_same(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    assert {normal(NAME.match(line)[1]) for line in project["dependencies"]} == asked(  # type: ignore[index]
        checkout / "requirements" / "runtime.in"
    )


def test_every_runtime_dependency_has_its_reason(checkout: Path) -> None:
    block = (checkout / "pyproject.toml").read_text().split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if "# " not in line] == []


def test_publiccode_has_what_its_standard_asks(checkout: Path) -> None:
    said: dict[str, Any] = yaml.safe_load((checkout / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
        "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required - set(said) == set()
    assert said["publiccodeYmlVersion"].startswith("0.5")
    assert said["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    for language in said["description"].values():
        assert len(language["shortDescription"]) <= 150
        assert 150 <= len(language["longDescription"]) <= 10_000
        assert language["features"]
    assert said["legal"]["license"] == project["license"]
    assert said["maintenance"]["contacts"]
    assert said["softwareVersion"] == project["version"]
    assert re.search(rf"^## {re.escape(project['version'])} ", (checkout / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_security_txt_will_not_expire_soon_and_not_too_late(checkout: Path) -> None:
    text = (checkout / "src/deelwijs/config/security.txt").read_text()
    expires = datetime.fromisoformat(re.search(r"^Expires: (\S+)$", text, re.MULTILINE)[1])  # type: ignore[index]
    now = datetime.now(UTC)
    assert now + timedelta(days=30) < expires <= now + timedelta(days=366)
    assert re.search(r"^Contact: \S+$", text, re.MULTILINE)


def test_the_list_of_requirements_is_up_to_date(checkout: Path) -> None:
    assert (checkout / "docs/eisen.md").read_text(encoding="utf-8") == eisen.page(checkout), (
        "run: python -m deelwijs.config.eisen"
    )


def test_a_requirement_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "docs" / "eisen.yaml").write_text("- groep: G\n  eisen:\n  - [T1, iets, ergens]\n")
    test = tmp_path / "tests" / "test_x.py"
    test.write_text('@pytest.mark.eis("T1")\ndef test_a(): ...\n')
    assert "`tests/test_x.py::test_a`" in eisen.page(tmp_path)
    test.write_text('@pytest.mark.eis("T99")\ndef test_a(): ...\n')
    with pytest.raises(ValueError, match="T99"):
        eisen.page(tmp_path)


def test_the_readme_gives_the_two_commands_and_every_link_in_the_documents_leads_somewhere(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    assert "python3 start.py\n" in readme
    assert "python3 start.py test\n" in readme
    broken = []
    for name in files(checkout):
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", (checkout / name).read_text(encoding="utf-8")):
                if "://" not in target and not ((checkout / name).parent / target).exists():
                    broken.append(f"{name}: {target}")
    assert broken == []


def test_what_is_vendored_is_unchanged(checkout: Path) -> None:
    lock = json.loads((checkout / "tools/thema/package-lock.json").read_text())
    assert not any("resolved" in package for package in lock["packages"].values()), "no addresses in the lock"


def test_nobody_logs_past_the_filter_and_nothing_names_this_machine(checkout: Path) -> None:
    found = []
    for name in files(checkout):
        if name.endswith((".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".js", ".sh")) or name == ".ci/run":
            text = (checkout / name).read_text(encoding="utf-8")
            if re.search(r"(?<![\w.~])/(?:root|home|work|Users)/\w", text) and name != "tests/test_project.py":
                found.append(name)
    assert found == []
