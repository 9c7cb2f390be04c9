# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""`deelwijs` and `python -m deelwijs`: the toets in `openbaar/`, what needs the database in `config/`."""

import sys

from deelwijs.config import beheer
from deelwijs.openbaar import opdrachtregel


def main() -> int:
    """Do one command and return its exit code. The toets never meets Django, so that it answers at once."""
    return beheer.main(sys.argv[1:]) if sys.argv[1:2] and sys.argv[1] in beheer.OPDRACHTEN else opdrachtregel.main()


if __name__ == "__main__":
    sys.exit(main())
