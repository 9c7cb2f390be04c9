# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The invented region Vlietlanden, which the demo opens with. No place, party or person in it exists."""
