"""Waits for an applet, or its feeder, to be sealed and asleep."""


def facts(pid):
    try:
        lines = open(f"/proc/{pid}/status").read().splitlines()
    except OSError:
        return {}
    return dict(line.split(":", 1) for line in lines)


filters = int(facts("self")["Seccomp_filters"])


def asleep(pid):
    of = facts(pid)
    return of and int(of["Seccomp_filters"]) > filters and of["State"].strip()[0] == "S"


# Sealed and asleep: there is nothing to sleep in but the wait.


def wait_for(p, of_feeder=False):
    while p.poll() is None:
        pids = [p.pid]
        if of_feeder:
            pids = open(f"/proc/{p.pid}/task/{p.pid}/children").read().split()
        if any(asleep(pid) for pid in pids):
            break
