"""killed.py FILTERS COMMAND...: kills each command, once it has that many filters, by each
of the signals that leave a core file, and prints which did leave one.
"""
import os
import resource
import shlex
import signal
import subprocess
import sys

most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
want = int(sys.argv[1])
for command in sys.argv[2:]:
    for number in signal.SIGSEGV, signal.SIGSYS, signal.SIGABRT, signal.SIGQUIT:
        p = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(100000):
            if f"Seccomp_filters:\t{want}\n" in open(f"/proc/{p.pid}/status").read():
                break
        os.kill(p.pid, number)
        status = os.waitpid(p.pid, 0)[1]
        if os.WTERMSIG(status) != number or os.WCOREDUMP(status):
            print(command, number, status)
        p.stdin.close()
