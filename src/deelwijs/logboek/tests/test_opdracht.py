# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""`deelwijs logboek` as who runs it meets it: output, exit codes, one sentence for what cannot be."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel, Uitkomst
from deelwijs.logboek.tests.conftest import ANOUK, BRAM, OP, key
from deelwijs.logboek.tests.knoeier import sql
from deelwijs.logboek.uitvoer import ldv
from deelwijs.logboek.zegel import VERZEGELAAR

pytestmark = [pytest.mark.postgres, pytest.mark.eis("B3")]


def run(*words: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("logboek", *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    except CommandError as fault:
        return fault.returncode, str(fault)
    return 0, out.getvalue()


@pytest.mark.usefixtures("echte_commits")
def test_seal_keep_heads_check_and_find(schrijf: Callable[..., None], tmp_path: Path) -> None:
    schrijf(20)
    code, heads = run("verzegel")
    assert (code, len(heads.splitlines())) == (0, 1)
    assert run("verzegel") == (0, "")
    assert run("koppen") == (0, heads)
    kept = tmp_path / "koppen.jsonl"
    kept.write_text(heads)
    code, said = run("controle", "--koppen", str(kept))
    assert (code, "20 verzegelde regels, 1 koppen, 0 regels wachten" in said) == (0, True)
    sql("ALTER TABLE logboek_regel DISABLE TRIGGER USER")
    sql("ALTER TABLE logboek_regel NO FORCE ROW LEVEL SECURITY")
    sql("UPDATE logboek_regel SET spoed = NOT spoed WHERE volgnummer = (SELECT min(volgnummer) + 7 FROM logboek_regel)")
    sql("ALTER TABLE logboek_regel FORCE ROW LEVEL SECURITY")
    code, said = run("controle")
    assert code == 1
    assert "De regel op plek 7 van" in said
    assert "NIET in orde" in said
    code, said = run("controle", "--json", "--koppen", str(kept))
    assert code == 1
    assert [(b["soort"], b["plek"]) for b in json.loads(said)["bevindingen"]] == [("gewijzigd", 7)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        (), ("iets",), ("controle", "--koppen", "/bestaat/niet"), ("controle", "--koppen", "/"),
        ("controle", "--nee"), ("export",), ("export", "--partij", "x", "--vorm", "ldv"),
        ("export", "--partij", str(key("p")), "--vorm", "xml"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_code_2(words: tuple[str, ...]) -> None:
    code, said = run(*words)
    assert (code, len(said.splitlines())) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{}", b"x" * 100, b"[" * 200_000])
def test_a_file_that_holds_no_heads_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "koppen").write_bytes(content)
    assert run("controle", "--koppen", str(tmp_path / "koppen"))[0] == 2


@pytest.mark.django_db
def test_export_gives_the_lines_of_one_party_and_logs_itself(schrijf: Callable[..., None]) -> None:
    schrijf(3)
    schrijf(2, wie=ANOUK)
    code, out = run("export", "--partij", str(key("school")), "--vorm", "ldv")
    records = sorted((json.loads(line) for line in out.splitlines()), key=lambda record: str(record["name"]))
    assert code == 0
    assert [record["name"] for record in records] == ["ingezien"] * 3 + ["logboek_uitgevoerd"]
    first = min(
        records[:3], key=lambda record: record["attributes"]["dpl.core.data_subject_id"] != str(key("jongere 0"))
    )
    assert first["status_code"] == "Ok"
    assert (len(first["trace_id"]), len(first["span_id"])) == (32, 16)
    assert first["start_time"] == int(OP.timestamp() * 1000)
    assert first["attributes"]["dpl.core.data_subject_id"] == str(key("jongere 0"))
    assert first["attributes"]["dpl.nen7513.eventTypeCode"] == "R"
    assert first["attributes"]["dpl.nen7513.users"][0]["userID"] == str(BRAM.medewerker)
    assert first["attributes"]["dpl.nen7513.toestemmingsProfiel"] == "leerplichtwet:21a"
    assert first["resource"]["attributes"]["nen7513.AuditEnterpriseSiteID"] == str(key("school"))


@pytest.mark.django_db
def test_a_record_says_how_it_ended_and_leaves_out_what_is_empty() -> None:
    with in_kring(BRAM.kring):
        log("verstrekken_geweigerd", op=OP, door=BRAM.medewerker, uitkomst=Uitkomst.GEWEIGERD)
        log("verstrekt", op=OP, door=BRAM.medewerker, uitkomst=Uitkomst.MISLUKT)
    with in_kring(VERZEGELAAR):
        records = [ldv(regel) for regel in Regel.objects.order_by("volgnummer")]
    assert [record["status_code"] for record in records] == ["Unset", "Error"]
    assert "null" not in json.dumps(records)
    assert "dpl.core.data_subject_id" not in records[0]["attributes"]


def outside(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "deelwijs", *words],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.traag
@pytest.mark.usefixtures("echte_commits")
def test_as_a_program_it_works_with_a_database_and_says_so_without(
    schrijf: Callable[..., None], postgres: Any, tmp_path: Path
) -> None:
    schrijf(4)
    here = {
        "DATABASE_URL": postgres.url(name=connections["default"].settings_dict["NAME"]),
        "DEELWIJS_LOGSLEUTEL": str(tmp_path / "program.pem"),
    }
    done = outside("logboek", "verzegel", **here)
    assert (done.returncode, json.loads(done.stdout)["grootte"]) == (0, 4), done.stderr
    done = outside("logboek", "controle", **here)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    gone = {**here, "DATABASE_URL": "postgresql://niemand@127.0.0.1:1/niets"}
    for words in (("logboek", "controle"), ("logboek", "verzegel"), ("logboek", "koppen")):
        done = outside(*words, **gone)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert outside("logboek", "--help", **gone).returncode == 0
    assert outside("feiten", "--json", **gone).returncode == 0, "the toets needs no database"
