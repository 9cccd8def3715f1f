"""The Pipeline page: columns under their zones, cards that are dragged or moved by keyboard."""
