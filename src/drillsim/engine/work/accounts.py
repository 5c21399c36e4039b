"""The accounts of a line, by position: flows in units of ITEM, times in ms."""

from __future__ import annotations

DEMAND, SERVED, FAILED, TURNED, WRONG, WAITING, BAD, BELOW, BELOW_OPEN, EXPOSED, OVERDUE, DELAYED = range(12)
# Customers are counted from BAD. BELOW and BELOW_OPEN are times. Beside all these: demand that is not fresh; what waits
# in a slow system; items that were overdue and then failed or wrong.
EXTRA, SLOWED, TWICE = range(12, 15)
ACCOUNTS = 15
