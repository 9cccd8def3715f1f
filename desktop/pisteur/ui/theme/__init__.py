"""The look: colours and sizes, the style sheet made from them, and who is told when it changes."""
