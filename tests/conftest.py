"""What all tests share: the folder of published data and texts that lies beside the checkout, where there is one."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared():
    """Return the folder `shared` beside the checkout (or ZIZHI_SHARED); the test is skipped where there is none."""
    folder = Path(os.environ.get("ZIZHI_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (folder / "data").is_dir():
        pytest.skip("the shared data are not beside this checkout (ZIZHI_SHARED names another folder)")
    return folder
