# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Template tags of the pages about disclosures."""

from django import template

from deelwijs.verstrekking.forms import Keus

register = template.Library()


@register.simple_tag
def veldnaam(keus: Keus, wat: str) -> str:
    """Return how a form names a field of one cell."""
    return keus.veld(wat)
