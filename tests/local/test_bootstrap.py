"""Installing and building: only when something has changed, and with a Node that is new enough."""

from pathlib import Path

import pytest

from netzwerk.local.assets import is_new_enough
from netzwerk.local.stamps import digest_of, is_fresh, write_stamp


@pytest.mark.parametrize(
    ("version", "is_enough"),
    [("v20.19.0", True), ("v20.18.3", False), ("v21.7.0", False), ("v22.11.0", False), ("v22.12.0", True),
     ("v24.1.0", True), ("", False), ("nonsense", False)],
)  # fmt: skip
def test_vite_runs_on_these_nodes(version: str, is_enough: bool) -> None:
    assert is_new_enough(version) is is_enough


def test_a_step_is_done_again_when_a_file_below_a_folder_changes(tmp_path: Path) -> None:
    source, stamp = tmp_path / "source", tmp_path / "out" / ".stamp"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "file").write_text("one")
    assert not is_fresh(stamp, digest_of([source]))
    write_stamp(stamp, digest_of([source]))
    assert is_fresh(stamp, digest_of([source]))
    (source / "deep" / "file").write_text("two")
    assert not is_fresh(stamp, digest_of([source]))
