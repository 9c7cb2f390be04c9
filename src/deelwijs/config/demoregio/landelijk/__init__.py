# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A database of national size, to measure with: invented regions with as many cases as asked for."""
