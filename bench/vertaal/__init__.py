# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Our rulebook in the languages of other engines, one file each, made by a script from the rules in force on one day.

What all of them get is the same: rules as conditions on facts, begrippen worked out (or written in place), a
doorbreking as an exception to the verboden it names, and law that is already chosen by date and reading.
"""
