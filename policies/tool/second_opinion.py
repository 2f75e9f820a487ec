#!/usr/bin/env python3
"""A second opinion on filters, by z3: for every value of struct seccomp_data (the call and
the architecture have 32 bits, the six arguments 64) the filter returns ALLOW if the policy
permits it, and KILL_PROCESS otherwise. Nothing is shared with the compiler or the prover but
the two texts, policies and emitted programs.

  second_opinion.py ARCHITECTURE PILLBOX POLICIES PROGRAMS MUTANTS
      Each PROGRAMS/NAME.bpf is POLICIES/NAME.policy, and NAME+feed.bpf is that united with
      feed.policy; the program's bytes are in the binary PILLBOX; and so for each mutant that
      the file MUTANTS calls equal. With "-" in the place of PILLBOX nothing is looked for in
      it, with "-" in that of MUTANTS there are none.
  second_opinion.py ARCHITECTURE --each PROGRAM.bpf POLICY [PROGRAM.bpf POLICY]...
      For each pair prints "PROGRAM.bpf: equal", or "differs" and where.

Exit status: 0 if all are equal, 1 if one is not, 2 if a text is not understood or z3 gives
up."""

import functools
import os
import re
import socket
import struct
import sys

import z3

ALLOW, KILL_PROCESS = 0x7FFF0000, 0x80000000
LOAD, RETURN, JUMP, EQUAL, GREATER, AT_LEAST, ANY_BIT = 0x20, 0x06, 0x05, 0x15, 0x25, 0x35, 0x45
# For each architecture: what seccomp_data.arch is, the kernel's header of its calls, and the
# flags that have other values than on others.
ARCHITECTURES = {
    "x86_64": (
        0xC000003E,
        "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
        {"O_DIRECT": 0o40000, "O_DIRECTORY": 0o200000, "O_LARGEFILE": 0o100000, "O_NOFOLLOW": 0o400000},
    ),
    "aarch64": (
        0xC00000B7,
        "/usr/include/asm-generic/unistd.h",
        {"O_DIRECT": 0o200000, "O_DIRECTORY": 0o40000, "O_LARGEFILE": 0o400000, "O_NOFOLLOW": 0o100000},
    ),
}
BATCH = 64  # mutants in one question to z3

NUMBER, ARCHITECTURE = z3.BitVec("number", 32), z3.BitVec("architecture", 32)
POINTER = z3.BitVec("instruction_pointer", 64)
ARGUMENTS = [z3.BitVec(f"arg{n}", 64) for n in range(6)]


def halves(value):
    return [z3.Extract(31, 0, value), z3.Extract(63, 32, value)]


WORDS = [NUMBER, ARCHITECTURE] + halves(POINTER) + [h for a in ARGUMENTS for h in halves(a)]


class NotUnderstood(Exception):
    pass


class Machine:
    """An architecture: its number, its calls, its flags."""

    def __init__(self, name):
        self.token, header, self.flags = ARCHITECTURES[name]
        self.calls = {}
        for call, value in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", read(header)):
            self.calls.setdefault(call, int(value))
        # The generic header names calls of 64 bits by those of both widths.
        for call, other in re.findall(r"#define __NR_(\w+)\s+__NR3264_(\w+)", read(header)):
            if other in self.calls:
                self.calls.setdefault(call, self.calls[other])


def number_of(word, flags):
    if re.fullmatch(r"0x[0-9a-f]+|[0-9]+", word):
        return int(word, 0)
    if word in flags:
        return flags[word]
    if word == "AT_FDCWD":
        return 2**64 - 100
    for module in (os, socket):
        if hasattr(module, word):
            return int(getattr(module, word))
    raise NotUnderstood(f"constant {word}")


def permitted(text, machine):
    """What the lines of a policy permit, as a formula."""
    alternatives = []
    for line in re.sub(r"#.*", "", text).splitlines():
        if not line.strip():
            continue
        call, conditions = (part.strip() for part in line.split(":"))
        for conjunction in conditions.split("||"):
            facts = [NUMBER == machine.calls[call]]
            for fact in [] if conjunction.strip() == "1" else conjunction.split("&&"):
                argument, values = re.fullmatch(r"arg([0-5])==(.*)", fact.replace(" ", "")).groups()
                value = 0
                for word in values.split("|"):
                    value |= number_of(word, machine.flags)
                facts.append(ARGUMENTS[int(argument)] == value)
            alternatives.append(z3.And(facts))
    return z3.And(ARCHITECTURE == machine.token, z3.Or(alternatives))


def read_program(path):
    program = []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            at, code, jt, jf, k = line.split()[:5]
            if at != f"{len(program)}:":
                raise NotUnderstood(f"{path}: index {at}")
            program.append((int(code, 16), int(jt), int(jf), int(k, 16)))
    return program


@functools.lru_cache(None)
def test(code, loaded, k):
    # The accumulator is 0 before anything is loaded (kernel/seccomp.c).
    a = z3.BitVecVal(0, 32) if loaded is None else WORDS[loaded]
    value = z3.BitVecVal(k, 32)
    if code == ANY_BIT:
        return (a & value) != 0
    if code == EQUAL:
        return a == value
    return z3.UGT(a, value) if code == GREATER else z3.UGE(a, value)


def answer(program, at=0, loaded=None, known=None):
    """What the program returns if it runs from this instruction, as a formula. That depends on
    the instruction and the loaded word only, since jumps only lead forward."""
    known = {} if known is None else known
    if (at, loaded) in known:
        return known[at, loaded]
    if not 0 <= at < len(program):
        raise NotUnderstood(f"a way out of the program, to {at}")
    code, jt, jf, k = program[at]
    if code == RETURN:
        result = z3.BitVecVal(k, 32)
    elif code == LOAD:
        if k % 4 or k // 4 >= len(WORDS):
            raise NotUnderstood(f"a load of {k}")
        result = answer(program, at + 1, k // 4, known)
    elif code == JUMP:
        result = answer(program, at + 1 + k, loaded, known)
    elif code in (EQUAL, GREATER, AT_LEAST, ANY_BIT):
        yes = answer(program, at + 1 + jt, loaded, known)
        no = answer(program, at + 1 + jf, loaded, known)
        result = z3.If(test(code, loaded, k), yes, no)
    else:
        raise NotUnderstood(f"code {code:#x}")
    known[at, loaded] = result
    return result


def difference(wanted, answers):
    """A point where an answer is not the wanted one; None if there is none."""
    solver = z3.Solver()
    solver.set("timeout", 60000)
    solver.add(z3.Or([a != wanted for a in answers]))
    verdict = solver.check()
    if verdict == z3.unknown:
        raise NotUnderstood("z3 gives up")
    return str(solver.model()).replace("\n", "") if verdict == z3.sat else None


def wanted_of(texts, machine):
    return z3.If(
        z3.Or([permitted(text, machine) for text in texts]),
        z3.BitVecVal(ALLOW, 32),
        z3.BitVecVal(KILL_PROCESS, 32),
    )


def read(path):
    with open(path, encoding="ascii") as file:
        return file.read()


def read_policy(folder, name):
    """The text of a policy, with the included one in the place of @include."""
    lines = []
    for line in read(f"{folder}/{name}.policy").splitlines():
        word, _, rest = line.split("#")[0].strip().partition(" ")
        if word != "@include":
            lines.append(line)
            continue
        other = re.fullmatch(r"\./([a-z0-9-]+)\.policy", rest.strip())
        if not other or any(earlier.split("#")[0].strip() for earlier in lines):
            raise NotUnderstood(f"{name}: {line}")
        lines += read(f"{folder}/{other[1]}.policy").splitlines()
    return "\n".join(lines)


def read_mutants(path):
    """For each filter its mutants: where the changed instruction is, and what it is."""
    mutants = {}
    for line in read(path).splitlines():
        if line.startswith("equal "):
            _, name, at, code, jt, jf, k = line.split()
            changed = (int(code, 16), int(jt), int(jf), int(k, 16))
            mutants.setdefault(name, []).append((int(at), changed))
    return mutants


def judge(name, program, wanted, mutants):
    """Whether the program and its mutants are the policy; prints which is not."""
    point = difference(wanted, [answer(program)])
    if point is not None:
        print(f"{name}: is not its policy, as at {point}")
        return False
    known, answers = {}, []
    answer(program, known=known)
    for at, other in mutants:
        after = {place: result for place, result in known.items() if place[0] > at}
        answers.append(answer(program[:at] + [other] + program[at + 1 :], known=after))
    for first in range(0, len(answers), BATCH):
        point = difference(wanted, answers[first : first + BATCH])
        if point is not None:
            print(f"{name}: a mutant that was proved equal is not, as at {point}")
            return False
    return True


def judge_all(machine, pillbox, policies, programs, mutants):
    good, binary = True, None
    if pillbox != "-":
        with open(pillbox, "rb") as file:
            binary = file.read()
    has_mutants = mutants != "-"
    mutants = read_mutants(mutants) if has_mutants else {}
    judged = {}
    feed = read(f"{policies}/feed.policy")
    names = sorted(f.removesuffix(".bpf") for f in os.listdir(programs) if not f.startswith("plain"))
    for which in names:
        name = which.removesuffix("+feed")
        texts = [read_policy(policies, name)]
        if which != name and not name.startswith("feeder"):
            texts.append(feed)
        program = read_program(f"{programs}/{which}.bpf")
        bytes_of = b"".join(struct.pack("<HBBI", *i) for i in program)
        if binary is not None and bytes_of not in binary:
            print(f"{which}: is not in {pillbox}")
            good = False
        # Many applets have the same filter, with the same mutants.
        wanted = wanted_of(texts, machine)
        question = (tuple(program), wanted.sexpr(), tuple(mutants.get(which, [])))
        if question not in judged:
            judged[question] = judge(which, program, wanted, mutants.get(which, []))
        good = good and judged[question]
    # Of modes with the same program, one has the mutants.
    different = {tuple(read_program(f"{programs}/{name}.bpf")) for name in names}
    if good and has_mutants and {tuple(read_program(f"{programs}/{name}.bpf")) for name in mutants} != different:
        print("the mutants are not those of these filters")
        good = False
    if not good:
        return 1
    count = sum(len(m) for m in mutants.values())
    where = ", all in the binary" if binary is not None else ""
    print(f"{len(different)} filters of {len(names)} modes{where}, and {count} mutants equal their policy")
    return 0


def judge_pairs(machine, pairs):
    good = True
    for program, policy in zip(pairs[::2], pairs[1::2]):
        wanted = wanted_of([read(policy)], machine)
        point = difference(wanted, [answer(read_program(program))])
        print(f"{program}: equal" if point is None else f"{program}: differs, as at {point}")
        good = good and point is None
    return 0 if good else 1


def main(arguments):
    try:
        if len(arguments) > 3 and arguments[1] == "--each" and len(arguments) % 2 == 0:
            return judge_pairs(Machine(arguments[0]), arguments[2:])
        if len(arguments) == 5:
            return judge_all(Machine(arguments[0]), *arguments[1:])
        print(__doc__, file=sys.stderr)
    except (NotUnderstood, KeyError, ValueError, AttributeError, OSError) as error:
        print(f"not understood: {error!r}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
