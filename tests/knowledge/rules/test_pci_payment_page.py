from tests.knowledge.rules.packs import broken, pack_of


def test_each_rule_has_a_dated_source_and_says_no_more_than_it_may():
    assert broken(pack_of(__file__)) == []


def test_the_pack_has_the_rules_of_its_standard():
    assert [rule.id for rule in pack_of(__file__).rules] == [
        "PC-01",
        "PC-02",
        "PC-03",
        "PC-04",
        "PC-05",
        "PC-06",
        "PC-07",
        "PC-08",
        "PC-09",
    ]
