"""What Pisteur can do, one module per noun.

Queries return snapshots, commands return what changed.
"""
