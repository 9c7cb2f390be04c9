# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The rulebook in the words of other engines, written by script: one module per engine.

Each module has a class `Motor` with `naam`, `telt` (who combines the fired rules into one outcome), and
`answer(verzoeken)`, which returns per request the rank of the outcome (0 niet_toegestaan … 3 toegestaan), or None where
the engine gave an error. A request is a dict of fact and answer; a fact that is not known is left out.
"""
