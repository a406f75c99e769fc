"""Counts Swift tests: from the result files of Swift Testing and XCTest, and XCTest's closing line where it wrote none.

Arguments: result files (.xml) and the run's output (.log), any of which may be missing.
Prints `N passed, N failed`. No test at all is a failure: a run that crashed early must not look well.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

total = failed = 0
xctest_counted = False
for name in sys.argv[1:]:
    path = Path(name)
    if path.suffix == ".xml" and path.exists():
        try:
            cases = list(ElementTree.parse(path).iter("testcase"))
        except ElementTree.ParseError:
            # Half written by a run that crashed.
            continue
        total += len(cases)
        failed += sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
        xctest_counted = xctest_counted or ("swift-testing" not in name and bool(cases))

for name in sys.argv[1:]:
    path = Path(name)
    if path.suffix == ".log" and path.exists():
        text = path.read_text(errors="replace")
        closing = re.findall(r"Executed (\d+) tests?, with (?:\d+ tests? skipped and )?(\d+) failures?", text)
        if closing and not xctest_counted:
            total += int(closing[-1][0])
            failed += int(closing[-1][1])
        if total == 0:
            # The run died before it wrote its results: count what it said while it ran.
            total = len(re.findall(r"^. Test (?!run ).* passed after", text, re.M))
            failed = len(re.findall(r"^. Test (?!run ).* failed after", text, re.M)) + 1
            total += failed

if total == 0:
    total = failed = 1
print(f"{total - failed} passed, {failed} failed")
