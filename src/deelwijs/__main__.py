# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""`deelwijs` and `python -m deelwijs`: see `openbaar/opdrachtregel.py`."""

import sys

from deelwijs.openbaar.opdrachtregel import main

if __name__ == "__main__":
    sys.exit(main())
