# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Production starts on good settings and on no others."""

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from deelwijs.config import omgeving

GOOD = {
    "DEELWIJS_OMGEVING": "productie",
    "DEELWIJS_GEHEIM": "k3Jf-90sdlQWmz_77xTTbvRpoiUYtr5w2Ebn4Vc1XqAaLlZz8h",
    "DEELWIJS_HOSTS": "deelwijs.example, www.deelwijs.example",
    "DATABASE_URL": "postgresql://deelwijs@db.example/deelwijs?sslmode=verify-full",
    "DEELWIJS_HOOFDSLEUTEL": b64encode(bytes(range(100, 132))).decode(),
    "DEELWIJS_SLEUTELMAP": "/srv/deelwijs/sleutels",
    "DEELWIJS_LOGSLEUTEL": "/srv/deelwijs/logboek.pem",
    "DEELWIJS_POST": "smtp://deelwijs:geheim@mail.example:587",
    "DEELWIJS_POST_VAN": "deelwijs@deelwijs.example",
}


def test_good_settings_are_accepted() -> None:
    omgeving.controleer(GOOD)
    assert omgeving.hosts(GOOD) == ["deelwijs.example", "www.deelwijs.example"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"DEELWIJS_GEHEIM": ""}, "DEELWIJS_GEHEIM"),
        ({"DEELWIJS_GEHEIM": "kort"}, "DEELWIJS_GEHEIM"),
        ({"DEELWIJS_GEHEIM": "a" * 60}, "DEELWIJS_GEHEIM"),
        ({"DEELWIJS_DEBUG": "1"}, "DEELWIJS_DEBUG"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DEELWIJS_HOSTS": ""}, "DEELWIJS_HOSTS"),
        ({"DEELWIJS_HOSTS": "*"}, "DEELWIJS_HOSTS"),
        ({"DEELWIJS_HOSTS": ".deelwijs.example"}, "DEELWIJS_HOSTS"),
        ({"DEELWIJS_HOOFDSLEUTEL": ""}, "DEELWIJS_HOOFDSLEUTEL ontbreekt"),
        ({"DEELWIJS_HOOFDSLEUTEL": "geen base64!"}, "DEELWIJS_HOOFDSLEUTEL is geen hoofdsleutel"),
        ({"DEELWIJS_HOOFDSLEUTEL": b64encode(bytes(range(31))).decode()}, "DEELWIJS_HOOFDSLEUTEL is geen hoofdsleutel"),
        ({"DEELWIJS_HOOFDSLEUTEL": b64encode(b"ab" * 16).decode()}, "DEELWIJS_HOOFDSLEUTEL is te zwak"),
        (
            {"DEELWIJS_HOOFDSLEUTEL": b64encode(omgeving.DEMO_MERK + bytes(range(24))).decode()},
            "DEELWIJS_HOOFDSLEUTEL is die van de demo",
        ),
        (
            {"DEELWIJS_HOOFDSLEUTEL": "", "DEELWIJS_HOOFDSLEUTEL_BESTAND": "/bestaat/niet"},
            "DEELWIJS_HOOFDSLEUTEL_BESTAND",
        ),
        ({"DEELWIJS_SLEUTELMAP": ""}, "DEELWIJS_SLEUTELMAP"),
        ({"DEELWIJS_SLEUTELMAP": "sleutels"}, "DEELWIJS_SLEUTELMAP"),
        ({"DEELWIJS_LOGSLEUTEL": ""}, "DEELWIJS_LOGSLEUTEL"),
        ({"DEELWIJS_LOGSLEUTEL": "logboek.pem"}, "DEELWIJS_LOGSLEUTEL"),
        ({"DEELWIJS_CLAMAV": "clamd"}, "DEELWIJS_CLAMAV"),
        ({"DEELWIJS_CLAMAV": "clamd:x"}, "DEELWIJS_CLAMAV"),
        ({"DEELWIJS_DEMOREGIO": "1"}, "DEELWIJS_DEMOREGIO"),
        ({"DEELWIJS_POST": ""}, "DEELWIJS_POST ontbreekt"),
        ({"DEELWIJS_POST": "mail.example"}, "DEELWIJS_POST is geen adres"),
        ({"DEELWIJS_POST": "smtp://mail.example:poort"}, "DEELWIJS_POST is geen adres"),
        ({"DEELWIJS_POST_VAN": ""}, "DEELWIJS_POST_VAN"),
    ],
)
def test_each_unsafe_setting_is_refused_by_name(change: dict[str, str], says: str) -> None:
    with pytest.raises(ImproperlyConfigured) as fault:
        omgeving.controleer(GOOD | change)
    faults = str(fault.value).splitlines()[1:]
    assert len(faults) == 1
    assert faults[0].startswith(says)


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as fault:
        omgeving.controleer({"DEELWIJS_OMGEVING": "productie"})
    assert len(str(fault.value).splitlines()) == 9


def test_the_demo_makes_a_master_key_that_production_refuses(tmp_path: Path) -> None:
    path = tmp_path / "hoofdsleutel-demo"
    made = omgeving.hoofdsleutel({}, path)
    assert omgeving.hoofdsleutel({}, path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    for change in (
        {"DEELWIJS_HOOFDSLEUTEL": "", "DEELWIJS_HOOFDSLEUTEL_BESTAND": str(path)},
        {"DEELWIJS_HOOFDSLEUTEL": path.read_text()},
    ):
        with pytest.raises(ImproperlyConfigured, match="die van de demo"):
            omgeving.controleer(GOOD | change)


def test_a_master_key_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "hoofdsleutel"
    path.write_text(GOOD["DEELWIJS_HOOFDSLEUTEL"] + "\n")
    omgeving.controleer(GOOD | {"DEELWIJS_HOOFDSLEUTEL": "", "DEELWIJS_HOOFDSLEUTEL_BESTAND": str(path)})


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", None),
        ("/run/clamd.sock", "/run/clamd.sock"),
        ("clamd:3310", ("clamd", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_clamd_listens_at_a_port_or_a_socket(text: str, where: object) -> None:
    assert omgeving.clamav({"DEELWIJS_CLAMAV": text}) == where


def test_a_typing_error_does_not_become_a_demo() -> None:
    with pytest.raises(ImproperlyConfigured, match="productei"):
        omgeving.is_productie({"DEELWIJS_OMGEVING": "productei"})


def test_the_demo_needs_nothing_and_answers_to_this_machine_only() -> None:
    omgeving.controleer({})
    assert "*" not in omgeving.hosts({})


@pytest.mark.parametrize(("change", "starts"), [({}, True), ({"DEELWIJS_GEHEIM": ""}, False)])
def test_django_itself_starts_or_refuses_and_finds_nothing_to_warn_about(change: dict[str, str], starts: bool) -> None:
    environment = {**os.environ, **GOOD, **change, "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings"}
    del environment["DJANGO_ALLOW_ASYNC_UNSAFE"]  # of the tests alone, see conftest.py
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is starts, done.stdout + done.stderr
    if not starts:
        assert "DEELWIJS_GEHEIM ontbreekt" in done.stderr
