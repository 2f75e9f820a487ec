#include "core/box/confine/loader.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "core/before/fail.h"
#include "core/status.h"

/* Whether a call with these first four arguments is permitted. */
static bool
permits(const struct target *t, const struct rules *r, const char *name, const uint64_t args[4])
{
	struct seccomp_data data = {.arch = entry_token[t->entry]};

	data.nr = call_number(t->entry, call_find(name, strlen(name)));
	memcpy(data.args, args, 4 * sizeof(*args));
	return data.nr >= 0 && rules_answer(r, &data) == RESULT_ALLOW;
}

/* Names are those that do: whichever the entry has, and of several any. */
static void
need(const struct target *t, const struct rules *r, const char *names, uint64_t a, uint64_t b,
    uint64_t c, uint64_t d)
{
	const uint64_t args[4] = {a, b, c, d};

	for (const char *name = names; *name; name += strlen(name) + 1)
		if (permits(t, r, name, args))
			return;
	fail_with(SEAL_FAILED,
	    "%f: needs %s for its libraries, and that is refused; allow it, or run a program that "
	    "was linked with -static",
	    t->path, names);
}

void
check_loader(const struct target *t, const struct rules *r)
{
	if (!t->loader)
		return;
	/* musl's loader opens by open, glibc's by openat. */
	if (strstr(t->loader, "musl"))
		need(t, r, "open\0", 0, O_RDONLY | O_CLOEXEC, 0, 0);
	else
		need(t, r, "openat\0", (uint64_t)AT_FDCWD, 0, O_RDONLY | O_CLOEXEC, 0);
	need(t, r, "read\0pread64\0", 3, 0, 0, 0);
	need(t, r, "fstat\0newfstatat\0fstat64\0statx\0", 3, 0, 0, AT_EMPTY_PATH);
	need(t, r, "mmap\0mmap2\0", 0, 1, PROT_READ, MAP_PRIVATE);
	need(t, r, "mmap\0mmap2\0", 0, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED);
	need(t, r, "mprotect\0", 0, 1, PROT_READ, 0);
	need(t, r, "close\0", 3, 0, 0, 0);
}
