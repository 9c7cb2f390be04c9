# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from __future__ import annotations

import pytest
from conftest import Mensen

from deelwijs.logboek.kring import in_kring
from deelwijs.verstrekking.actions import NietToegestaan
from deelwijs.verstrekking.models import Toets, Verstrekking
from deelwijs.verstrekking.tests.geval import geval


@pytest.mark.django_db
def test_probeer(mensen: Mensen) -> None:
    g = geval(mensen)
    cel = g.cel("dorien", "dat")
    with pytest.raises(NietToegestaan) as no:
        g.verstrek("dorien")
    print(no.value.oordeel.uitkomst, [v.naam for v in no.value.oordeel.vragen])
    g.alles_in_orde(cel)
    try:
        v = g.verstrek("dorien")
        print(v)
    except NietToegestaan as no:
        print(no.ontbreekt, no.oordeel.uitkomst, [v.naam for v in no.oordeel.vragen])
        import json
        print(json.dumps(no.oordeel.as_dict(), indent=1, ensure_ascii=False)[:6000])
    assert 0
