"""The status rule in SQL, for lists of any length; `pisteur.domain.status` is its proof.

`:customer_since` is the text of `pisteur.domain.status.dormant_before`.
"""

from __future__ import annotations

from pisteur.domain.words import Status


def status_case(alias: str = "c") -> str:
    """Return an SQL expression for the status of the contact row `alias`."""
    return (
        f"CASE WHEN {alias}.last_sale_on >= :customer_since THEN '{Status.CUSTOMER.value}' "
        f"WHEN {alias}.last_sale_on IS NOT NULL THEN '{Status.DORMANT.value}' "
        f"WHEN {alias}.qualified = 1 THEN '{Status.PROSPECT.value}' "
        f"ELSE '{Status.LEAD.value}' END"
    )
