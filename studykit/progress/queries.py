"""What the history is asked again and again."""

from __future__ import annotations

from studykit.progress.rows import LOG_ROWS, STATE_ROWS

STATE = f"select {STATE_ROWS} from state"  # noqa: S608 - constants
LOG_OF_CARD = f"select {LOG_ROWS} from log where card = ?"  # noqa: S608 - constants
LAST_STEPS = "select seq, card, id from recent where seq = (select max(seq) from recent)"

# phase of review, today, today
AWAKE = f"{STATE} where phase <> ? or due <= ? or last_day = ?"
RESTING = "select card from state where phase = ? and due > ? and last_day <> ?"

# now, today, how many
LEARNING = (
    "select card from state where suspended = 0 and phase in (1, 3) and due <= ? and buried_until <= ? "
    "order by due, card limit ?"
)
# today, today, today, how many
DUE = (
    "select card from state where suspended = 0 and phase = 2 and due <= ? and buried_until <= ? "
    "order by (? - last_day) / stability desc, card limit ?"
)
