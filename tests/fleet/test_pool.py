"""The engine for one machine, with workers that end."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from audit.errors import NotKept
from audit.fleet.pool import TRIES, Pool
from audit.fleet.shards import Lost, Shard, split

NEVER = bool


def double(shard: Shard, *, folder: Path, ends_at: int = -1, times: int = 0) -> int:
    """Twice the number of the shard; its worker ends the first times it takes one."""
    with (folder / f"{shard.number}").open("ab") as file:
        file.write(b".")
    if shard.number == ends_at and (folder / f"{shard.number}").stat().st_size <= times:
        os._exit(9)
    return 2 * shard.number


def shards(count: int) -> list[Shard]:
    return split([f"a/m-{number}" for number in range(count)], 1)


def test_every_shard_comes_back_once(tmp_path: Path) -> None:
    told = list(Pool(2).map_shards(partial(double, folder=tmp_path), shards(9), NEVER))
    assert sorted((shard.number, one) for shard, one in told) == [(n, 2 * n) for n in range(9)]


def test_a_worker_that_ends_is_replaced(tmp_path: Path) -> None:
    work = partial(double, folder=tmp_path, ends_at=3, times=2)
    told = {shard.number: one for shard, one in Pool(2).map_shards(work, shards(6), NEVER)}
    assert told == {number: 2 * number for number in range(6)}


def test_a_shard_at_which_every_worker_ends_is_lost_and_the_rest_is_not(tmp_path: Path) -> None:
    work = partial(double, folder=tmp_path, ends_at=2, times=99)
    told = {shard.number: one for shard, one in Pool(1).map_shards(work, shards(4), NEVER)}
    assert isinstance(told.pop(2), Lost)
    assert told == {0: 0, 1: 2, 3: 6}
    assert (tmp_path / "2").stat().st_size == TRIES


def refuse(shard: Shard) -> int:
    raise NotKept("The disk is full.", "Make room.")


def test_an_error_of_a_worker_comes_as_it_was() -> None:
    with pytest.raises(NotKept) as caught:
        list(Pool(1).map_shards(refuse, shards(1), NEVER))
    assert (caught.value.problem, caught.value.advice) == ("The disk is full.", "Make room.")


def test_once_stopped_no_shard_is_begun(tmp_path: Path) -> None:
    done: list[int] = []
    work = partial(double, folder=tmp_path)
    for shard, _ in Pool(1).map_shards(work, shards(9), lambda: bool(done)):
        done.append(shard.number)
    assert len(done) < 9
    assert len(list(tmp_path.iterdir())) == len(done)


def test_shards_depend_on_the_list_alone() -> None:
    found = split([f"m{number}" for number in range(60)], 25)
    assert [len(shard.targets) for shard in found] == [25, 25, 10]
    assert [shard.number for shard in found] == [0, 1, 2]
