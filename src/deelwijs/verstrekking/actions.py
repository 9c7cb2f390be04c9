# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every act on a disclosure, in one place to find them. Each assesses, writes and logs in one transaction."""

from deelwijs.verstrekking.antwoorden import beantwoord
from deelwijs.verstrekking.fg import adviseer, bekijk, vraag_advies
from deelwijs.verstrekking.geven import Gevraagd, eigen_afweging, toets_cel, verstrek
from deelwijs.verstrekking.herbeoordelen import herbeoordeel
from deelwijs.verstrekking.inzien import Blik, trek_in, zie_in
from deelwijs.verstrekking.naspelen import speel_na
from deelwijs.verstrekking.verzoeken import beroep_op_plicht, besluit_verzoek, neem_over, voldoe, vraag_verder
from deelwijs.verstrekking.weigering import AlGegeven, NietMogelijk, NietToegestaan

__all__ = [
    "AlGegeven", "Blik", "Gevraagd", "NietMogelijk", "NietToegestaan", "adviseer", "beantwoord", "bekijk",
    "beroep_op_plicht", "besluit_verzoek", "eigen_afweging", "herbeoordeel", "neem_over", "speel_na", "toets_cel",
    "trek_in", "verstrek", "voldoe", "vraag_advies", "vraag_verder", "zie_in",
]  # fmt: skip
