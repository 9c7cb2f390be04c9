# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door of the administrator of a region, who sees parties and the agreement and no case."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from deelwijs.partij.models import Medewerker
from deelwijs.partij.partijen import KanNiet
from deelwijs.partij.wie import who
from deelwijs.ui.formulier import Formulier

View = Callable[..., HttpResponse]


def voor_beheer(view: View) -> View:
    """Let only an administrator in; for everybody else who is logged in there is nothing here."""

    @login_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not who(request).has_rol(Medewerker.BEHEER):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, door)


def done(form: Formulier, act: Callable[[], Any]) -> bool:
    """Do an act with a valid form, and say whether it was done; a refusal stands at its field."""
    try:
        act()
    except KanNiet as no:
        form.fout_bij(no.veld, no.reden)
        return False
    return True
