# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""May this be shared? Rules of law as dated data, and one pure decision over facts."""

MOTOR = "1.0.0"
