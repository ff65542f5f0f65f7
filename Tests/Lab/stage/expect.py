"""How a test says what must hold."""


class Failure(Exception):
    """Something does not hold."""


class Skip(Exception):
    """This can't be tried here, with the reason."""


def expect(holds, words, *evidence):
    """`words` say what must hold; `evidence` is printed when it does not."""
    if not holds:
        raise Failure("\n".join([f"expected: {words}", *map(str, evidence)]))


def expect_equal(found, wanted, words, *evidence):
    """Two values must be the same."""
    expect(found == wanted, f"{words}: {wanted!r}, found {found!r}", *evidence)


def skip(reason):
    """Ends a test that can't be tried."""
    raise Skip(reason)
