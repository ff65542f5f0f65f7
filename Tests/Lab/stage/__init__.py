"""What the lab tests stand on: `Stage` (a healthy lab and hactl), `test` (a test's declaration), `expect`."""

from .expect import Failure, Skip, expect, expect_equal, skip
from .declare import test
from .stage import Stage

__all__ = ["Failure", "Skip", "Stage", "expect", "expect_equal", "skip", "test"]
