"""The whole chain once: the table that `python -m tools.train.smoke` leaves behind."""

import json
import os
import subprocess
import sys


def test_the_chain_ends_small_and_right(tmp_path):
    done = subprocess.run([sys.executable, "-m", "tools.train.smoke", "--output", str(tmp_path)],
                          capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert done.returncode == 0, done.stderr[-2000:]
    table = json.loads((tmp_path / "table.json").read_text())
    for role in ("recognizer", "detector"):
        stages = {row["stage"]: row for row in table[role]}
        assert list(stages) == ["teacher", "pruned", "distilled", "int8 in MNN"]
        assert stages["int8 in MNN"]["bytes"] < 0.4 * stages["teacher"]["bytes"]
        assert stages["pruned"]["bytes"] < stages["teacher"]["bytes"]
        assert stages["int8 in MNN"]["score"] >= stages["teacher"]["score"] - 0.10
        assert stages["distilled"]["score"] >= stages["pruned"]["score"]
