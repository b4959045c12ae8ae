"""Work in several processes is the work of one."""

import os
import time

import pytest

from tools.errors import ToolError
from tools.workers import run_each


@pytest.mark.parametrize("workers", [1, 3])
def test_each_piece_of_work_is_done_once(tmp_path, workers):
    finished = []
    run_each(lambda number: (tmp_path / f"{number}-{os.getpid()}").touch(), range(20), workers, finished.append)
    made = [path.name.split("-") for path in tmp_path.iterdir()]
    assert sorted(int(number) for number, _ in made) == sorted(finished) == list(range(20))
    assert ({int(process) for _, process in made} == {os.getpid()}) == (workers == 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_through_and_ends_it(tmp_path, workers):
    def work(number):
        if number == 3:
            raise ToolError("the third is bad")
        (tmp_path / str(number)).touch()
        time.sleep(0.01)

    with pytest.raises(ToolError, match="the third is bad"):
        run_each(work, range(1000), workers)
    time.sleep(0.3)  # in which nobody goes on
    assert len(list(tmp_path.iterdir())) < 50
