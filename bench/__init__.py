# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Measurements. Each module runs alone (`python -m bench.snelheid`) and writes its part of `docs/metingen.md`."""
