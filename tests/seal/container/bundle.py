#!/usr/bin/env python3
"""bundle.py CONFIG ROOT DATA DENIED ARGUMENT... - writes the config.json of an OCI bundle:
the image ROOT, read-only, and DATA likewise as /data, where it runs; a user who owns nothing, no
capability, namespaces of its own, and the profile of system calls that container engines
have by default. DENIED, joined by commas, or "-", are calls that this profile answers with
EPERM instead. ARGUMENT... is what runs."""

import json
import os
import sys

NOBODY = 65534


def profile(denied):
    with open(os.path.join(os.path.dirname(__file__), "calls"), encoding="ascii") as lines:
        names = [name for line in lines for name in line.split("#")[0].split()]
    allow, errno = "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"

    def one(index, value, op):
        return [{"index": index, "value": value, "op": op}]

    rules = [{"names": [n for n in names if n not in denied], "action": allow}]
    # Any execution domain that changes nothing, and the question which one it is.
    for domain in (0x0, 0x8, 0x20000, 0x20008, 0xFFFFFFFF):
        args = one(0, domain, "SCMP_CMP_EQ")
        rules.append({"names": ["personality"], "action": allow, "args": args})
    # No new namespaces; clone3 hides its flags from a filter. No AF_VSOCK.
    masked = one(0, 0x7E020000, "SCMP_CMP_MASKED_EQ")
    rules.append({"names": ["clone"], "action": allow, "args": masked})
    rules.append({"names": ["clone3"], "action": errno, "errnoRet": 38})
    vsock = one(0, 40, "SCMP_CMP_NE")
    rules.append({"names": ["socket"], "action": allow, "args": vsock})
    if denied:
        rules.append({"names": denied, "action": errno, "errnoRet": 1})
    return {
        "defaultAction": errno,
        "defaultErrnoRet": 1,
        "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
        "syscalls": rules,
    }


def config(root, data, denied, arguments):
    sets = ("bounding", "effective", "inheritable", "permitted", "ambient")
    return {
        "ociVersion": "1.0.2",
        "process": {
            "user": {"uid": NOBODY, "gid": NOBODY},
            "args": arguments,
            "env": ["PATH=/bin", "LC_ALL=C"],
            "cwd": "/data",
            "capabilities": {name: [] for name in sets},
            "noNewPrivileges": True,
        },
        "root": {"path": root, "readonly": True},
        "mounts": [
            {"destination": "/proc", "type": "proc", "source": "proc"},
            {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"},
            {"destination": "/data", "source": data, "options": ["bind", "ro"]},
        ],
        "linux": {
            "namespaces": [{"type": t} for t in ("pid", "network", "ipc", "uts", "mount")],
            "maskedPaths": ["/proc/kcore", "/proc/keys", "/proc/timer_list"],
            "readonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys"],
            "seccomp": profile(denied),
        },
    }


def main():
    file, root, data, denied = sys.argv[1:5]
    denied = [] if denied == "-" else denied.split(",")
    with open(file, "w", encoding="ascii") as out:
        json.dump(config(root, data, denied, sys.argv[5:]), out)


main()
