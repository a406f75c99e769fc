#!/usr/bin/env python3
"""Holds docs/asvs.md and docs/threat_model.md against the tree.

Every requirement of level 1 and 2 (script/asvs-5.0.0.txt) has exactly one row, with one of three statuses; what is met
or cites anything names files and tests that exist; the counts at the top are those of the rows. `--counts` prints the
right counts.
"""
import collections
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
statuses = ["met", "not applicable", "gap"]
faults = []

tests = collections.defaultdict(str)
for file in (root / "Tests").rglob("*.swift"):
    tests[file.stem] += file.read_text(encoding="utf-8")
names = {file.name for folder in ("Sources", "Tests") for file in (root / folder).rglob("*.swift")}


def cited(text, place):
    """The files and tests among what stands in back quotes; what is neither looks like neither."""
    found = 0
    for word in re.findall(r"`([^`]+)`", text):
        test = re.fullmatch(r"([A-Z]\w*Tests)\.(\w+)", word)
        if word.endswith("Tests.swift") and "/" not in word:
            exists = word in names
        elif test:
            exists = re.search(rf"\bfunc {test[2]}\s*[(<]", tests[test[1]]) is not None
        elif re.fullmatch(r"(Sources|Tests|docs|script|workflows|Benchmarks)/[\w./+-]+|[\w.+-]+\.(md|sql)|Package\.swift", word):
            exists = (root / word).exists()
        else:
            continue
        if exists:
            found += 1
        else:
            faults.append(f"{place}: there is no {word}")
    return found


levels = dict(line.split() for line in (root / "script/asvs-5.0.0.txt").read_text(encoding="utf-8").splitlines())
counts = {}
total = collections.Counter()
table = {}
seen = collections.Counter()
for line in (root / "docs/asvs.md").read_text(encoding="utf-8").splitlines():
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if re.match(r"\| V\d+\.", line):
        if len(cells) != 5:
            faults.append(f"a row of {len(cells)} cells: {line}")
            continue
        key, level, _, status, text = cells
        seen[key] += 1
        if key not in levels:
            faults.append(f"{key}: no requirement of level 1 or 2")
        elif level != levels[key]:
            faults.append(f"{key}: its level is {levels[key]}")
        if status not in statuses:
            faults.append(f"{key}: the status is one of {', '.join(statuses)}")
        if not text:
            faults.append(f"{key}: no reason")
        if cited(text, key) == 0 and status == "met":
            faults.append(f"{key}: met, but shown nowhere")
        counts.setdefault(key.split(".")[0], collections.Counter())[status] += 1
        total[status] += 1
    elif re.match(r"\| (V\d+|all) ", line) and len(cells) == 6:
        table[cells[0].split(" ")[0]] = cells[2:]
for key in levels:
    if seen[key] != 1:
        faults.append(f"{key}: {seen[key]} rows instead of one")
counts["all"] = total
for chapter, count in counts.items():
    right = [str(sum(count.values()))] + [str(count[status]) for status in statuses]
    if "--counts" in sys.argv:
        print(chapter, " ".join(right))
    elif table.get(chapter) != right:
        faults.append(f"the counts of {chapter} are {' '.join(right)}, not {' '.join(table.get(chapter, ['missing']))}")
cited((root / "docs/threat_model.md").read_text(encoding="utf-8"), "docs/threat_model.md")

for fault in faults:
    print(fault)
print(f"{len(levels)} requirements: " + ", ".join(f"{total[status]} {status}" for status in statuses))
sys.exit(1 if faults else 0)
