# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Production starts on good settings and on no others."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from deelwijs.config import omgeving

GOOD = {
    "DEELWIJS_OMGEVING": "productie",
    "DEELWIJS_GEHEIM": "k3Jf-90sdlQWmz_77xTTbvRpoiUYtr5w2Ebn4Vc1XqAaLlZz8h",
    "DEELWIJS_HOSTS": "deelwijs.example, www.deelwijs.example",
    "DATABASE_URL": "postgresql://deelwijs@db.example/deelwijs?sslmode=verify-full",
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
    assert len(str(fault.value).splitlines()) == 4


def test_a_typing_error_does_not_become_a_demo() -> None:
    with pytest.raises(ImproperlyConfigured, match="productei"):
        omgeving.is_productie({"DEELWIJS_OMGEVING": "productei"})


def test_the_demo_needs_nothing_and_answers_to_this_machine_only() -> None:
    omgeving.controleer({})
    assert "*" not in omgeving.hosts({})


@pytest.mark.parametrize(("change", "starts"), [({}, True), ({"DEELWIJS_GEHEIM": ""}, False)])
def test_django_itself_starts_or_refuses_and_finds_nothing_to_warn_about(change: dict[str, str], starts: bool) -> None:
    environment = {**os.environ, **GOOD, **change, "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is starts, done.stdout + done.stderr
    if not starts:
        assert "DEELWIJS_GEHEIM ontbreekt" in done.stderr
