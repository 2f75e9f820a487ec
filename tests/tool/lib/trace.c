#include "tests/tool/lib/trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/tool/lib/registers.h"

static void
print_error(const char *line)
{
	fputs(line, stderr);
}

const char *traced = "?";
void (*trace_print)(const char *line) = print_error;

_Noreturn void
give_up(const char *what, int error)
{
	char line[512];

	snprintf(line, sizeof(line), "%s ! %s: %s\n", traced, what, strerror(error));
	trace_print(line);
	exit(2);
}

struct user_regs_struct
get_registers(pid_t pid)
{
	struct user_regs_struct regs = {0};

	if (registers_get(pid, &regs) != 0)
		give_up("cannot read registers", errno);
	return regs;
}

void
set_registers(pid_t pid, const struct user_regs_struct *regs)
{
	if (registers_set(pid, regs) != 0)
		give_up("cannot set registers", errno);
}

long
filters_of(pid_t pid)
{
	long n = 0;

	while (ptrace(PTRACE_SECCOMP_GET_FILTER, pid, n, 0) >= 0)
		n++;
	return errno == ENOENT || errno == EINVAL ? n : -1;
}
