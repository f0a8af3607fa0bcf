"""Short modules and functions: what CONVENTIONS measured elsewhere, with a margin to the better."""

from statistics import median, quantiles

from tests.conventions.sources import modules


def ninetieth(values: list[int]) -> float:
    return quantiles(values, n=10)[-1]


def longest(sizes: dict[str, int]) -> str:
    worst = sorted(sizes.items(), key=lambda item: -item[1])[:10]
    return "longest: " + ", ".join(f"{name} ({size})" for name, size in worst)


def function_sizes() -> dict[str, int]:
    return {
        f"{module.path}:{function.lineno} {function.name}": function.end_lineno
        - function.lineno
        + 1
        for module in modules()
        for function in module.functions()
        if function.end_lineno is not None
    }


class TestModules:
    # A package's empty __init__ would make the median meaningless.
    sizes = {module.path: module.lines for module in modules() if module.text.strip()}

    def test_half_of_them_fit_on_two_screens(self) -> None:
        assert median(self.sizes.values()) <= 100, longest(self.sizes)

    def test_nine_in_ten_are_no_longer_than_250_lines(self) -> None:
        assert ninetieth(list(self.sizes.values())) <= 250, longest(self.sizes)

    def test_none_is_longer_than_400_lines(self) -> None:
        assert max(self.sizes.values()) <= 400, longest(self.sizes)


class TestFunctions:
    sizes = function_sizes()

    def test_half_of_them_take_eight_lines(self) -> None:
        assert median(self.sizes.values()) <= 8, longest(self.sizes)

    def test_nine_in_ten_are_no_longer_than_25_lines(self) -> None:
        assert ninetieth(list(self.sizes.values())) <= 25, longest(self.sizes)

    def test_none_is_longer_than_60_lines(self) -> None:
        assert max(self.sizes.values()) <= 60, longest(self.sizes)
