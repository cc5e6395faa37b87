"""``python -m saferl`` is the ``saferl`` command."""

import sys

from saferl.commands import main

sys.exit(main())
