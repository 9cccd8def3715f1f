"""Qt models, change feed and task runner. No widgets."""
