# SPDX-License-Identifier: MIT
"""What every teacher can do."""

from typing import Protocol

from torch import Tensor


class Teacher(Protocol):
    """A frozen network that turns pictures into features."""

    name: str
    width: int  # of the features
    digest: str  # of the weights, and of how pictures come to it

    def side_for(self, picture_side: int) -> int:
        """The size at which pictures that are kept at `picture_side` are best looked at."""
        ...

    def features(self, pictures: Tensor) -> Tensor:
        """Features (B, width) of pictures (B, 3, side, side) from 0 to 255."""
        ...
