"""The frozen types every floor speaks. No I/O, no judgement."""
