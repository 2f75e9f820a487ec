#!/usr/bin/env python3
"""docs.py PAGE - runs the commands of a page of documentation: in each block that begins with
```console, the lines after "$ ", continued by "> ". What they print must be the lines below
them; "..." stands for anything. All of a page run in the current folder. A block with
needs=A,B is skipped, and says so, where a command A is missing; "root" is the user."""

import os
import re
import shutil
import subprocess
import sys


def blocks(text):
    """(what it needs, its lines, the number of the first one)"""
    for match in re.finditer(r"^```console(?: needs=(\S+))?\n(.*?)^```$", text, re.M | re.S):
        needs = match[1].split(",") if match[1] else []
        yield needs, match[2].splitlines(), text.count("\n", 0, match.start(2)) + 1


def commands(lines):
    """(command, what it prints, line in the block)"""
    found = []
    for n, line in enumerate(lines):
        if line.startswith("$ "):
            found.append([line[2:], "", n])
        elif line.startswith("> ") and not found[-1][1]:
            found[-1][0] += "\n" + line[2:]
        else:
            found[-1][1] += line + "\n"
    return found


def missing(need):
    return os.geteuid() != 0 if need == "root" else shutil.which(need) is None


def main():
    page = sys.argv[1]
    with open(page, encoding="utf-8") as file:
        text = file.read()
    passed = failed = 0
    for needs, lines, first in blocks(text):
        absent = [need for need in needs if missing(need)]
        if absent:
            print(f"skipped: {os.path.basename(page)}: no {', '.join(absent)}")
            continue
        for command, wanted, n in commands(lines):
            run = subprocess.run(
                ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False
            )
            said = run.stdout.decode("utf-8", "replace")
            pattern = re.escape(wanted).replace(r"\.\.\.", ".*")
            # A last line of dots may be none at all.
            if re.fullmatch(re.sub(r"\.\*\\\n", "(?:.*\n)?", pattern), said, re.S):
                passed += 1
            else:
                failed += 1
                print(f"{page}:{first + n}: {command}\n--- says\n{said}--- not\n{wanted}---")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


main()
