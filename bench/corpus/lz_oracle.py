"""Compares `lz.py` with the npm package `lz-string`, which the user installs anywhere.

`npm install --prefix DIR lz-string && python bench/corpus/lz_oracle.py DIR`
"""

import json
import random
import subprocess
import sys

import lz

SCRIPT = """
const lz = require(process.argv[1] + "/node_modules/lz-string");
const units = (s) => Array.from({length: s.length}, (_, i) => s.charCodeAt(i));
const all = JSON.parse(require("fs").readFileSync(0, "utf8")).map((text) => [
  lz.compressToBase64(text), lz.compressToEncodedURIComponent(text),
  units(lz.compressToUTF16(text)), units(lz.compress(text)),
  Array.from(lz.compressToUint8Array(text)),
]);
console.log(JSON.stringify(all));
"""


def main() -> None:
    """Print how many texts agree; exit with 1 where one does not."""
    dice = random.Random(5)  # noqa: S311  # repeatable, no secret
    alphabets = ("ab", "the quick brown fox ", "äß漢字😀 x", '{"a":[1,2],"name":"Rose"}')
    texts = [
        "a",
        "é",
        "漢",
        *("".join(dice.choices(a, k=n)) for a in alphabets for n in range(400)),
    ]
    texts = [text for text in texts if text]
    found = subprocess.run(
        ["node", "-e", SCRIPT, sys.argv[1]], input=json.dumps(texts), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    ours = [
        [lz.to_base64(t), lz.to_uri(t), [*map(ord, lz.to_utf16(t))], [*lz.to_units(t)],
         [*lz.to_bytes(t)]]
        for t in texts
    ]  # fmt: skip
    theirs = json.loads(found.stdout)
    alike = sum(a == b for a, b in zip(ours, theirs, strict=True))
    print(f"{alike} of {len(texts)} texts agree in all five variants")
    sys.exit(alike != len(texts))


if __name__ == "__main__":
    main()
