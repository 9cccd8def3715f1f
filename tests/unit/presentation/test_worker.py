"""The thread that does what it is handed."""

from __future__ import annotations

import threading

from pisteur.presentation.worker import Worker


def named(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == name]


def test_pieces_are_done_in_order_on_a_thread_of_their_own() -> None:
    done: list[tuple[int, int]] = []
    worker = Worker("in-order")
    for number in range(3):
        worker.hand(lambda number=number: done.append((number, threading.get_ident())))  # type: ignore[misc]
    worker.finish()
    assert [number for number, _ in done] == [0, 1, 2]
    assert {thread for _, thread in done}.isdisjoint({threading.get_ident()})


def test_there_is_no_thread_before_the_first_piece_nor_after_the_last() -> None:
    worker = Worker("seldom")
    assert not named("seldom")
    worker.hand(lambda: None)
    worker.finish()
    assert not named("seldom")


def test_what_comes_after_the_end_is_not_done() -> None:
    done: list[str] = []
    worker = Worker("over")
    worker.finish()
    worker.hand(lambda: done.append("late"))
    assert not named("over")
    assert done == []
