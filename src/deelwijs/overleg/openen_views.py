# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Opening a casus in three steps. All answers live in the form until the last button: nothing is kept before that."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deelwijs.casus import zoeken
from deelwijs.casus.eenmalig import vaste_id
from deelwijs.casus.formulier import DELEN
from deelwijs.casus.models import Casus
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.grens import BuitenConvenant, versie_op
from deelwijs.convenant.woorden import words
from deelwijs.overleg.actions import Start, open_casus
from deelwijs.overleg.casus_forms import JongereForm, TypeForm, VraagForm
from deelwijs.overleg.deur import form_token, zeg
from deelwijs.overleg.soort import openable
from deelwijs.overleg.typen import Overlegtype
from deelwijs.partij.bewaard import bewaar_klad, klad
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who

TYPE, VRAAG, JONGERE = "type", "vraag", "jongere"
STAPPEN = (TYPE, VRAAG, JONGERE)
TITEL_HULPVRAAG = "Hulpvraag"
FIELDS = {*TypeForm.base_fields, *VraagForm.base_fields, *(f"{JONGERE}-{naam}" for naam in JongereForm.base_fields)}


@bewaar_klad
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def openen(request: HttpRequest) -> HttpResponse:
    """Ask the type, then purpose and question, then who it is about; at the end open the casus."""
    door = who(request)
    try:
        types = _types(door)
    except (Geweigerd, BuitenConvenant) as fault:
        return render(request, "overleg/casus/niet_openen.html", {"reden": fault.reden, "kan_niet": True})
    back = klad(request)
    if request.method == "POST":
        return _posted(request, door, types)
    if back is not None:
        step = _step(back.get("stap", ""))
        return _page(request, step, _forms(step, back, door, types, bound=False), back)
    chosen = request.GET.get("type", "")
    form = TypeForm(None, types=types, initial={"overlegtype": chosen if chosen in types else ""})
    return _page(request, TYPE, {TYPE: form}, QueryDict())


def _types(door: Medewerker) -> dict[str, Overlegtype]:
    if door.taak is None:
        raise Geweigerd("geen_taak")
    dag = timezone.localdate()
    versie = versie_op(dag, partij=door.partij)
    if versie is None:
        raise Geweigerd("geen_convenant")
    found = openable(versie, dag, door.taak.soort)
    if not found:
        raise Geweigerd("niet_openen", taak=words("taak", door.taak.soort))
    return found


def _step(said: str) -> str:
    return said if said in STAPPEN else TYPE


def _forms(
    until: str, data: QueryDict, door: Medewerker, types: dict[str, Overlegtype], *, bound: bool = True
) -> dict[str, Any]:
    """Return the forms of all steps up to one; the last unbound when it is only shown with what was typed before."""
    forms: dict[str, Any] = {TYPE: TypeForm(data, types=types)}
    o = types.get(data.get("overlegtype", ""))
    if until != TYPE and o is not None and door.taak is not None:
        forms[VRAAG] = VraagForm(data, o=o, taak=door.taak.soort)
        if until == JONGERE:
            forms[JONGERE] = JongereForm(data, prefix=JONGERE)
    if not bound:
        last = list(forms)[-1]
        shown = {naam: forms[last][naam].value() for naam in forms[last].fields}
        extra: dict[str, dict[str, Any]] = {
            TYPE: {"types": types},
            VRAAG: {"o": o, "taak": door.taak.soort if door.taak else ""},
            JONGERE: {"prefix": JONGERE},
        }
        forms[last] = type(forms[last])(None, initial=shown, **extra[last])
    return forms


def _posted(request: HttpRequest, door: Medewerker, types: dict[str, Overlegtype]) -> HttpResponse:
    step, does, data = _step(request.POST.get("stap", "")), request.POST.get("doe", ""), request.POST
    if does.startswith("terug:"):
        back = _step(does.removeprefix("terug:"))
        return _page(request, back, _forms(back, data, door, types, bound=False), data)
    forms = _forms(step, data, door, types)
    for name, form in forms.items():  # an earlier step may have been changed under our hands
        if not form.is_valid():
            return _page(request, name, forms, data)
    if step not in forms:
        return _page(request, list(forms)[-1], forms, data)
    if step != JONGERE:
        following = STAPPEN[STAPPEN.index(step) + 1]
        return _page(request, following, _forms(following, data, door, types, bound=False), data)
    same = _same(request, door, forms[JONGERE])
    if same and "toch" not in request.POST:
        return _page(request, JONGERE, forms, data, same=same)
    return _open(request, door, forms, data)


def _same(request: HttpRequest, door: Medewerker, form: JongereForm) -> list[Casus]:
    """Return one's own other cases about the same youth: nothing of anybody else is looked at."""
    itself = vaste_id(door, "casus", form_token(request))
    return list(zoeken.same_person(door, form.persoon()).exclude(pk=itself)[:5])


def _open(request: HttpRequest, door: Medewerker, forms: dict[str, Any], data: QueryDict) -> HttpResponse:
    vraag, jongere = forms[VRAAG], forms[JONGERE]
    start = Start(
        overlegtype=forms[TYPE].cleaned_data["overlegtype"],
        doel=vraag.cleaned_data["doel"],
        doel_tekst=vraag.cleaned_data["doel_tekst"],
        hulpvraag=vraag.hulpvraag(TITEL_HULPVRAAG),
        jongere=jongere.persoon(),
        herkomst=jongere.cleaned_data["herkomst"],
        verantwoordelijkheid=vraag.cleaned_data["verantwoordelijkheid"],
        grondslag=vraag.cleaned_data["grondslag"],
    )
    try:
        casus = open_casus(start=start, token=form_token(request), door=door, op=timezone.now())
    except (Geweigerd, BuitenConvenant) as fault:
        jongere.add_error(None, fault.reden)
        return _page(request, JONGERE, forms, data)
    zeg(request, "De casus is gestart. Alleen u ziet hem nu. Nodig uit wie u nodig hebt.")
    return redirect("casus:detail", casus.pk)


def _page(
    request: HttpRequest, step: str, forms: dict[str, Any], data: QueryDict, *, same: list[Casus] | None = None
) -> HttpResponse:
    """Show one step; what was answered in the others goes along in hidden fields."""
    step = step if step in forms else list(forms)[-1]
    form = forms[step]
    shown = {form.add_prefix(naam) for naam in form.fields}
    passed = [(naam, waarde) for naam, waarde in data.items() if _field_of(naam) in FIELDS - shown]
    context = {
        "stap": step,
        "nummer": STAPPEN.index(step) + 1,
        "form": form,
        "velden": form.velden(),
        "fouten": form.fouten(),
        "mee": passed,
        "sleutel": form_token(request),
        "vorige": STAPPEN[STAPPEN.index(step) - 1] if step != TYPE else "",
        "zelfde": same or [],
    }
    return render(request, "overleg/casus/openen.html", context)


def _field_of(naam: str) -> str:
    """Return the field that a name in a post belongs to: a date comes in three parts."""
    head, _, deel = naam.rpartition("_")
    return head if deel in DELEN else naam
