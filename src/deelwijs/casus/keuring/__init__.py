# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What reads a hostile file: one module per kind. Runs in a process of its own, that holds no key and is bounded.

Each kind is read by its structure and written anew, so that what was hidden, active or appended does not come along.
"""


class Afkeuring(Exception):
    """This file is refused. Carries the name of the reason (redenen.py), and nothing from the file."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = reden
