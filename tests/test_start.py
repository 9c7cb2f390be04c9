# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""start.py, as a newcomer meets it: in a fresh copy of the project, with an environment of its own."""

import ast
import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ANSWER = re.compile(r"^Deelwijs draait op (http://127\.0\.0\.1:(\d+))$")
Clone = Callable[..., Path]


@pytest.fixture
def clone(checkout: Path, tmp_path: Path) -> Clone:
    """Make a fresh copy of what the repository holds, without anything that was made since."""

    def make(folder: Path = tmp_path / "Deelwijs kopie") -> Path:
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=False).stdout
        if not tracked:  # an unpacked archive, without git
            pytest.skip("dit is geen git-checkout")
        for name in filter(None, tracked.decode().split("\0")):
            if (checkout / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(checkout / name, folder / name)
        return folder

    return make


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who just opened a terminal."""
    ours = ("DEELWIJS_", "DATABASE_", "VIRTUAL_ENV", "PYTEST_", "COV_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


@contextlib.contextmanager
def running(command: list[str], folder: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the demo and give it with its address; afterwards end it, whatever happened."""
    with subprocess.Popen(
        command, cwd=folder, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if found := ANSWER.match(line.strip()):
                    yield process, found[1]
                    return
            pytest.fail(f"no address; it said: {''.join(lines)}{process.stderr.read()}")
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=60)


def get(address: str) -> tuple[int, str]:
    """Fetch a page of the demo."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=10) as answer:
        return answer.status, answer.read().decode()


def leftovers(folder: Path) -> list[str]:
    """The processes that still run from this folder, or on its data."""
    listing = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listing.splitlines() if str(folder) in line and " ps " not in line]


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, *arguments: str, python: str = sys.executable, **more: str) -> subprocess.CompletedProcess[str]:
    """Run start.py to its end."""
    return subprocess.run(
        [python, "start.py", *arguments],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def one_message(done: subprocess.CompletedProcess[str]) -> str:
    """What it said to somebody for whom it would not start; never a traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.traag
def test_a_fresh_copy_starts_answers_and_stops_cleanly_twice(clone: Clone) -> None:
    folder, port = clone(), free_port()
    command = [sys.executable, "start.py", "--poort", str(port), "--geen-browser"]
    for end in (signal.SIGTERM, signal.SIGINT):
        with running(command, folder) as (process, address):
            assert address == f"http://127.0.0.1:{port}"
            assert get(f"{address}/gezond") == (200, "gezond\n")
            assert get(address)[0] == 200
            process.send_signal(end)
            assert process.wait(timeout=60) == 0
        assert leftovers(folder) == []
    # Nothing was set up the second time: how quick that is, bench/ measures.
    stamp = folder / ".venv" / "stempel-demo"
    assert max(path.stat().st_mtime for path in (folder / ".venv" / "bin").iterdir()) <= stamp.stat().st_mtime
    assert (folder / ".venv" / "bin" / "deelwijs").exists()
    assert start(folder, "--schoon", "--poort", "0").returncode == 2


@pytest.mark.traag
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="alleen root kan iemand anders worden")
def test_an_ordinary_user_can_start_it_too(clone: Clone, tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    home = Path("/var/tmp") / f"deelwijs-test-{os.getpid()}"
    home.mkdir(mode=0o755)
    try:
        folder = clone(home / "Deelwijs")
        for path in [home, *home.rglob("*")]:
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        # -I-like: this Python may stand where only root can come, the system's own does not.
        python = next(path for path in ("/usr/bin/python3", "/usr/local/bin/python3") if Path(path).exists())
        as_nobody = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", python]
        command = [*as_nobody, "start.py", "--poort", str(free_port()), "--geen-browser"]
        with running(command, folder, HOME=str(home), PATH="/usr/bin:/bin") as (process, address):
            assert get(f"{address}/gezond")[0] == 200
            owners = {Path(f"/proc/{line.split()[0]}").stat().st_uid for line in leftovers(folder)}
            assert owners == {nobody.pw_uid}
            process.terminate()
            assert process.wait(timeout=60) == 0
        assert leftovers(folder) == []
    finally:
        shutil.rmtree(home)


@pytest.mark.traag
def test_a_closed_network_is_said_in_one_line(clone: Clone, tmp_path: Path) -> None:
    folder = clone()
    closed = "http://127.0.0.1:9"  # nobody listens there
    said = one_message(
        start(
            folder,
            "install",
            UV_CACHE_DIR=str(tmp_path / "leeg"),
            PIP_CACHE_DIR=str(tmp_path / "leeg"),
            HTTP_PROXY=closed,
            HTTPS_PROXY=closed,
            http_proxy=closed,
            https_proxy=closed,
            UV_INDEX_URL=closed,
            UV_HTTP_RETRIES="0",
            PIP_INDEX_URL=closed,
            PIP_NO_INDEX="",
            PIP_FIND_LINKS="",
        )
    )
    assert "geen verbinding" in said
    assert "Controleer uw internetverbinding" in said
    assert start(folder, "install").returncode == 0, "with the network back it simply goes on"


@pytest.mark.traag
def test_without_pip_and_without_uv_it_says_what_to_install(clone: Clone, tmp_path: Path) -> None:
    # Debian's Python as it comes: no ensurepip, no pip. Here these two are hidden from it.
    hide = tmp_path / "verborgen"
    for name in ("ensurepip", "pip"):
        (hide / name).mkdir(parents=True)
        (hide / name / "__init__.py").write_text("raise ImportError('not there')\n")
    said = one_message(start(clone(), "install", PYTHONPATH=str(hide), PATH="/nergens"))
    assert "python3-venv" in said


def test_a_port_in_use_is_said_in_one_line_and_without_a_wish_the_next_one_is_taken(checkout: Path) -> None:
    from deelwijs.config import demo

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(demo.Hindernis, match=f"Poort {port} is niet vrij .*--poort"):
            demo.listen(port)
        with demo.listen(None, first=port) as other:
            assert other.getsockname()[1] > port


@pytest.mark.parametrize("wrong", ["-1", "0", "65536", "acht", "٨٠٨٠", ""])
def test_a_port_that_cannot_be_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    from deelwijs.config import demo

    with pytest.raises(SystemExit) as end:
        demo.parse([f"--poort={wrong}"])
    assert end.value.code == 2
    assert "65535" in capsys.readouterr().err


def test_an_unknown_command_is_said_in_one_line(checkout: Path) -> None:
    assert "Onbekende opdracht: instal." in one_message(start(checkout, "instal"))


def test_an_old_python_can_read_the_file(checkout: Path) -> None:
    source = (checkout / "start.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    assert not re.search(r"""\bf["']""", source), "f-strings are younger than the oldest Python that must read this"


def test_an_old_python_without_a_newer_one_beside_it_is_told_so(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = {"__name__": "start", "__file__": str(checkout / "start.py")}
    exec(compile((checkout / "start.py").read_text(encoding="utf-8"), "start.py", "exec"), module)  # noqa: S102
    monkeypatch.setenv("PATH", "/nergens")
    for old in ((2, 7), (3, 6), (3, 10)):
        with pytest.raises(module["Stop"], match=rf"te oud: dit is {old[0]}\.{old[1]}, .* 3\.11 of nieuwer"):  # type: ignore[call-overload]
            module["check_version"](old, [])  # type: ignore[operator]
    module["check_version"]((3, 11), [])  # type: ignore[operator]


def old_pythons() -> list[str]:
    """The Pythons on this machine that are too old."""
    places = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    names = {f"python{version}" for version in ("2.7", "3.6", "3.7", "3.8", "3.9", "3.10")}
    places += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    return sorted({str(place / name) for place in places for name in names if os.access(place / name, os.X_OK)})


def test_every_old_python_here_says_it_in_one_line(checkout: Path) -> None:
    for python in old_pythons():
        probe = subprocess.run([python, "-c", ""], capture_output=True, check=False)
        if probe.returncode == 0:
            assert "te oud" in one_message(start(checkout, "test", python=python, PATH="/nergens")), python
