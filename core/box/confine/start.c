#include "core/box/confine/start.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/before/fail.h"
#include "core/box/confine/arena.h"
#include "core/status.h"

/* The lowest address that the kernel lets a user map (vm.mmap_min_addr), and where no program
 * is linked to. */
enum { PAGES = 0x10000, PAGE = 4096 };

static size_t
count_words(char **words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n + 1;
}

struct start
start_plainly(const struct target *t, char **args)
{
	return (struct start){
	    .call = {.nr = SYS_execve,
	        .arch = entry_token[X86_64],
	        .args = {(uintptr_t)t->path, (uintptr_t)args, (uintptr_t)environ}}};
}

/* Opens the folder of the path, and leaves in *name what is below it. */
static int
open_folder(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	int fd;

	*name = slash ? slash + 1 : path;
	if (!slash)
		folder = arena_take(2), *folder = '.';
	else
		folder = memcpy(
		    arena_take((size_t)(slash - path) + 2), path, (size_t)(slash - path) + 1);
	fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fail_with(SEAL_FAILED, "%f: %m", folder, errno);
	return fd;
}

struct start
start_pinned(const struct target *t, char **args)
{
	const size_t arg_count = count_words(args), env_count = count_words(environ);
	const char *name = t->path;
	const bool is_elf = t->is_known && !t->is_script;
	const long folder = is_elf ? open_folder(t->path, &name) : AT_FDCWD;
	const size_t words = (arg_count + env_count) * sizeof(char *);
	const size_t size = (words + strlen(name) + 1 + PAGE - 1) & ~(size_t)(PAGE - 1);
	char **at = mmap((void *)(uintptr_t)PAGES, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	if (t->lowest < PAGES + size)
		fail_with(SEAL_FAILED,
		    "%f: has a segment at the address that its start is pinned to; "
		    "allow execve",
		    t->path);
	if (at != (char **)(uintptr_t)PAGES)
		fail_with(SEAL_FAILED,
		    "no memory at the address that the start of %f is pinned to: %m; allow execve",
		    t->path, errno);
	memcpy(at, args, arg_count * sizeof(*at));
	memcpy(at + arg_count, environ, env_count * sizeof(*at));
	strcpy((char *)(at + arg_count + env_count), name);
	return (struct start){.call = {.nr = SYS_execveat,
	                          .arch = entry_token[X86_64],
	                          .args = {(uint64_t)folder, PAGES + words, PAGES,
	                              PAGES + arg_count * sizeof(*at), 0}},
	    .is_pinned = true};
}

void
start_permit(const struct start *s, struct rules *r)
{
	enum { PINNED = 5 };
	struct prove_test tests[PINNED];

	for (unsigned i = 0; i < PINNED; i++)
		tests[i] = (struct prove_test){i, UINT64_MAX, s->call.args[i]};
	rules_add(r, (uint32_t)s->call.nr, (uint32_t)s->call.nr, tests, PINNED, RESULT_ALLOW,
	    "the start of COMMAND");
}

bool
start_is_repeatable(const struct rules *r, enum entry entry)
{
	static const char mapping[][8] = {"mmap", "mmap2", "mremap", "shmat", "ipc", "uselib"};

	for (size_t m = 0; m < sizeof(mapping) / sizeof(*mapping); m++) {
		const int number = call_number(entry, call_find(mapping[m], strlen(mapping[m])));

		for (size_t i = 0; i < r->count && number >= 0; i++) {
			const struct prove_rule *rule = &r->rules[i];

			if (rule->first > (uint32_t)number || rule->last < (uint32_t)number)
				continue;
			if (rule->result == RESULT_ALLOW)
				return true;
			if (!rule->count)
				break;
		}
	}
	return false;
}

int
start_now(const struct start *s)
{
	const __u64 *a = s->call.args;

	syscall(s->call.nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	return errno;
}
