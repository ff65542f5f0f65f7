"""How a test is declared."""

BOTH = ("mysql", "mariadb")


def test(flavours=BOTH, lab=(), seconds=120):
    """For a function that takes a Stage. `lab`: options of `lab up`; `seconds`: how long it may take."""
    def declare(function):
        function.flavours = (flavours,) if isinstance(flavours, str) else tuple(flavours)
        function.lab = tuple(lab)
        function.seconds = seconds
        return function
    return declare
