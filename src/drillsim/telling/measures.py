"""Owns what the numbers are called that the simulation keeps, and the forms of a tolerance."""

from drillsim.telling.language import _


def form_name(name: str) -> str:
    """A measure, or a form of a tolerance, in the reader's words; one of the writer's own as it is written."""
    return {
        "outage": _("outage"),
        "outage_in_hours": _("outage in hours"),
        "outage_longest": _("longest outage"),
        "failed": _("failed"),
        "turned_away": _("turned away"),
        "wrong": _("wrong"),
        "waiting": _("waiting"),
        "delayed": _("delayed"),
        "overdue": _("overdue"),
        "exposed": _("exposed"),
        "customers": _("customers"),
        "complaints": _("complaints"),
        "amount": _("amount"),
        "ready": _("ready by"),
        "cleared": _("cleared by"),
    }.get(name, name)
