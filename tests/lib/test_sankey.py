from scriptward.lib.sankey import laid_out


def test_bars_are_as_tall_as_their_share():
    drawing = laid_out([("a", "x"), ("a", "x"), ("a", "x"), ("b", "x")])

    heights = {node.name: node.height for node in drawing.nodes}
    assert heights["a"] > 2 * heights["b"]
    assert [ribbon.value for ribbon in drawing.ribbons] == [3, 1]


def test_small_bars_become_one():
    drawing = laid_out([(f"s{i}", "x") for i in range(30)], most=5)

    assert next(node.name for node in drawing.nodes if node.column == 0) == "26 others"
    assert len(drawing.nodes) == 6


def test_no_rows_give_an_empty_drawing():
    assert laid_out([]).nodes == ()
