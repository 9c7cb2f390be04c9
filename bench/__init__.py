# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Measurements. Each module runs alone (`python -m bench.snelheid`) and writes its part of `docs/metingen.md`."""

from datetime import date

# The day on which every measurement asks for the rules: figures of different days cannot be compared.
PEILDATUM = date(2026, 11, 22)
