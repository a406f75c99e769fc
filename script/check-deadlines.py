"""Holds `onematter deadline` against others: two calendars from PyPI for every day, and a second way of counting.

Argument: the program, or else the built one. Prints what differs and ends with `N passed, M failed`.

1. Every day of 2007 to 2026 is asked for with one working day; `chinesecalendar` and `holidays` must agree with each
   which days are worked. At the pinned versions they do, without an exception.
2. Random periods in all units and both directions are counted here once more, day by day and without any shortcut, on
   the notices as this script reads them itself.
"""

import datetime
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import chinese_calendar
import holidays

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/onematter")
DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2026, 12, 31)
failures = []
passed = 0


def check(what, problems):
    global passed
    if problems:
        failures.append(what)
        print(f"failed: {what}")
        for problem in problems[:20]:
            print(f"    {problem}")
        if len(problems) > 20:
            print(f"    and {len(problems) - 20} more")
    else:
        passed += 1
        print(f"passed: {what}")


def ask(questions):
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([PROGRAM, "deadline", str(ROOT / "workflows")], input=lines, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"onematter deadline ended with {done.returncode}: {done.stderr}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(questions):
        sys.exit(f"{len(questions)} questions got {len(answers)} answers")
    return answers


def question(anchor, amount, unit, direction="forward"):
    return {"anchor": str(anchor), "amount": amount, "unit": unit, "direction": direction}


def days(first, last):
    while first <= last:
        yield first
        first += DAY


# 1. Which days are worked.

every = list(days(FIRST, LAST))
# A day is worked if one working day after the day before ends on it. The first day has none before it, so it is asked
# backwards from the second.
answers = ask(
    [question(every[1], 1, "working_days", "backward")]
    + [question(day - DAY, 1, "working_days") for day in every[1:]]
)
ours = {day: answer.get("due") == str(day) for day, answer in zip(every, answers)}

def compare(name, is_worked):
    check(
        f"{name} agrees on {len(every)} days from {FIRST} to {LAST}",
        [f"{day}: here it is {'worked' if ours[day] else 'off'}" for day in every if is_worked(day) != ours[day]],
    )


compare("chinesecalendar", chinese_calendar.is_workday)
library = holidays.country_holidays("CN", years=range(2006, 2028))
compare("holidays", library.is_working_day)

# 2. Counting, once more.

off, make_up, loaded = set(), set(), {}
for path in sorted((ROOT / "workflows/calendars").glob("*.yaml")):
    year, version = map(int, re.fullmatch(r"(\d+)\.v(\d+)\.yaml", path.name).groups())
    loaded[year] = max(loaded.get(year, 0), version)
for year, version in loaded.items():
    text = (ROOT / f"workflows/calendars/{year}.v{version}.yaml").read_text()
    for begin, end in re.findall(r'from: "([0-9-]+)"\s+through: "([0-9-]+)"', text):
        off.update(days(datetime.date.fromisoformat(begin), datetime.date.fromisoformat(end)))
    for line in re.findall(r"makeUpDays: \[(.*)\]", text):
        make_up.update(map(datetime.date.fromisoformat, re.findall(r'"([0-9-]+)"', line)))


def worked(day):
    return day in make_up or (day.weekday() < 5 and day not in off)


def last_of_month(year, month):
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - DAY).day


def count(anchor, amount, unit, direction):
    """The answer, or None if a day that decides lies before the first notice."""
    step = DAY if direction == "forward" else -DAY
    looked, skipped, day = [], [], anchor
    if unit == "working_days":
        left = amount
        while left:
            day += step
            looked.append(day)
            if worked(day):
                left -= 1
            else:
                skipped.append(day)
        naive = day
    else:
        if unit == "calendar_days":
            for _ in range(amount):
                day += step
        else:
            year, month = anchor.year, anchor.month
            for _ in range(amount * (12 if unit == "years" else 1)):
                month += 1 if direction == "forward" else -1
                if month == 13:
                    year, month = year + 1, 1
                if month == 0:
                    year, month = year - 1, 12
            day = datetime.date(year, month, min(anchor.day, last_of_month(year, month)))
        naive = day
        looked.append(day)
        while not worked(day):
            skipped.append(day)
            day += step
            looked.append(day)
    if min([anchor, day] + looked) < FIRST:
        return None
    return {
        "due": str(day),
        "naive": str(naive),
        "provisional": any(one.year not in loaded for one in looked),
        "skipped": [str(one) for one in sorted(skipped)],
    }


def compare_counting(what, questions):
    problems = []
    for asked, answer in zip(questions, ask(questions)):
        expected = count(
            datetime.date.fromisoformat(asked["anchor"]), asked["amount"], asked["unit"], asked["direction"])
        if expected is None:
            if answer.get("error", {}).get("code") != "before-calendar":
                problems.append(f"{asked}: expected before-calendar, got {answer}")
            continue
        text = answer.pop("explanation", {})
        if answer != expected:
            problems.append(f"{asked}: expected {expected}, got {answer}")
        end = datetime.date.fromisoformat(expected["due"])
        if f"{end.year}年{end.month}月{end.day}日" not in text.get("zh", "") or str(end) not in text.get("en", ""):
            problems.append(f"{asked}: the sentences do not name the end: {text}")
    check(f"{what}: {len(questions)} periods", problems)


draw = random.Random(27)
LONGEST = {"calendar_days": 400, "working_days": 300, "months": 40, "years": 4}
anchors = list(days(FIRST - 20 * DAY, LAST + 400 * DAY))
for unit, longest in LONGEST.items():
    for direction in ("forward", "backward"):
        compare_counting(
            f"{unit}, {direction}",
            [question(draw.choice(anchors), draw.randint(1, longest), unit, direction) for _ in range(3000)],
        )
# Every day of the calendar rolls as it should, in both directions.
compare_counting(
    "every end", [question(day - DAY, 1, "calendar_days") for day in every[1:]]
    + [question(day + DAY, 1, "calendar_days", "backward") for day in every])

print(f"{passed} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
