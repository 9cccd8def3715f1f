"""SQL for what an opposition bars (product rule 9): addresses not to show, actions not to do."""

from __future__ import annotations

BARRED_POINT = (
    "EXISTS (SELECT 1 FROM oppositions n WHERE n.contact_id = p.contact_id"
    " AND n.channel IN ('all', p.kind))"
)
"""Whether the contact of the point `p` objected on the channel that it is."""

BARRED_ACTION = (
    "EXISTS (SELECT 1 FROM oppositions n WHERE n.contact_id = f.contact_id"
    " AND ((n.channel = 'all' AND f.kind IN ('call', 'email', 'find_out'))"
    " OR (n.channel = 'phone' AND f.kind = 'call') OR (n.channel = 'email' AND f.kind = 'email')))"
)
"""Whether the contact of the action `f` objected to it: `domain.oppositions.APPROACHES` in SQL."""
