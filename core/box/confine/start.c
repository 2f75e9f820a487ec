#include "core/box/confine/start.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/before/fail.h"
#include "core/box/confine/memory.h"
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
		folder = memory_take(2), *folder = '.';
	else
		folder = memcpy(
		    memory_take((size_t)(slash - path) + 2), path, (size_t)(slash - path) + 1);
	fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fail_with(SEAL_FAILED, "%f: %m", folder, errno);
	return fd;
}

/* system_call(NUMBER, ARGUMENT...) of five arguments: it returns what the kernel returns. */
static const uint8_t system_call[] = {
    0x48, 0x89, 0xf8, /* mov %rdi, %rax */
    0x48, 0x89, 0xf7, /* mov %rsi, %rdi */
    0x48, 0x89, 0xd6, /* mov %rdx, %rsi */
    0x48, 0x89, 0xca, /* mov %rcx, %rdx */
    0x4d, 0x89, 0xc2, /* mov %r8, %r10 */
    0x4d, 0x89, 0xc8, /* mov %r9, %r8 */
    0x0f, 0x05,       /* syscall */
    0xc3,             /* ret */
};

enum {
	CODE = 32,                       /* room for it, at the begin of the pages */
	PLACE = sizeof(system_call) - 1, /* of a call, as a filter sees it: after syscall */
};

static char *
map_pages(const struct target *t, size_t size)
{
	void *at = mmap((void *)(uintptr_t)PAGES, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	if (t->lowest < PAGES + size)
		fail_with(SEAL_FAILED,
		    "%f: may have memory at the address that its start is pinned to; "
		    "allow execve",
		    t->path);
	if (at != (void *)(uintptr_t)PAGES)
		fail_with(SEAL_FAILED,
		    "no memory at the address that the start of %f is pinned to: %m; allow execve",
		    t->path, errno);
	return at;
}

struct start
start_pinned(const struct target *t, char **args)
{
	const size_t arg_count = count_words(args), env_count = count_words(environ);
	const char *name = t->path;
	const bool is_elf = t->is_known && !t->is_script;
	const long folder = is_elf ? open_folder(t->path, &name) : AT_FDCWD;
	const size_t words = (arg_count + env_count) * sizeof(char *);
	const size_t size = (CODE + words + strlen(name) + 1 + PAGE - 1) & ~(size_t)(PAGE - 1);
	char *pages = map_pages(t, size);
	char **at = (char **)(void *)(pages + CODE);
	struct start s = {.is_pinned = true};

	memcpy(pages, system_call, sizeof(system_call));
	memcpy(at, args, arg_count * sizeof(*at));
	memcpy(at + arg_count, environ, env_count * sizeof(*at));
	strcpy((char *)(at + arg_count + env_count), name);
	s.is_placed = mprotect(pages, size, PROT_READ | PROT_EXEC) == 0;
	s.call = (struct seccomp_data){.nr = SYS_execveat,
	    .arch = entry_token[X86_64],
	    .instruction_pointer = s.is_placed ? PAGES + PLACE : 0,
	    .args = {(uint64_t)folder, PAGES + CODE + words, PAGES + CODE,
	        PAGES + CODE + arg_count * sizeof(*at), 0}};
	return s;
}

static const char REASON[] = "the start of COMMAND";

void
start_permit(const struct start *s, struct rules *r)
{
	enum { PINNED = 5 };
	struct prove_test tests[PINNED + 1];

	for (unsigned i = 0; i < PINNED; i++)
		tests[i] = (struct prove_test){i, UINT64_MAX, s->call.args[i]};
	tests[PINNED] = (struct prove_test){PROVE_IP, UINT64_MAX, s->call.instruction_pointer};
	rules_add(r, (uint32_t)s->call.nr, (uint32_t)s->call.nr, tests, PINNED + s->is_placed,
	    RESULT_ALLOW, REASON);
}

/* The end of confine with that status. */
static struct seccomp_data
end_call(const struct start *s, int status)
{
	return (struct seccomp_data){.nr = SYS_exit_group,
	    .arch = entry_token[X86_64],
	    .instruction_pointer = s->call.instruction_pointer,
	    .args = {(uint64_t)status}};
}

void
start_permit_end(const struct start *s, struct rules *r)
{
	for (int status = NOT_EXECUTABLE; status <= NOT_FOUND; status++) {
		const struct seccomp_data end = end_call(s, status);
		const struct prove_test tests[] = {
		    {0, UINT64_MAX, end.args[0]}, {PROVE_IP, UINT64_MAX, end.instruction_pointer}};

		if (rules_answer(r, &end) == RESULT_ALLOW)
			continue;
		rules_add(r, (uint32_t)end.nr, (uint32_t)end.nr, tests, 1 + s->is_placed,
		    RESULT_ALLOW, "where COMMAND cannot be executed");
		rules_move_to_front(r);
	}
}

/* Whether a rule decides on no call that has one of these bits in this argument. */
static bool
is_without(const struct prove_rule *r, unsigned arg, uint64_t bits)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->tests[i].arg == arg && (r->tests[i].mask & bits) == bits &&
		    !(r->tests[i].value & bits))
			return true;
	return false;
}

/* Whether a rule decides on every call that has this bit in this argument. */
static bool
is_of_all(const struct prove_rule *r, unsigned arg, uint64_t bit)
{
	return !r->count || (r->count == 1 && r->tests[0].arg == arg && r->tests[0].mask == bit &&
	                        r->tests[0].value == bit);
}

/* Whether a call may be permitted with one of these bits in this argument; of all arguments if
 * there are no bits. */
static bool
is_possible(const struct rules *r, uint32_t number, unsigned arg, uint64_t bits)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct prove_rule *rule = &r->rules[i];

		if (rule->first > number || rule->last < number || r->why[i] == REASON)
			continue;
		if (rule->result != RESULT_ALLOW && is_of_all(rule, arg, bits))
			return false;
		if (rule->result == RESULT_ALLOW && !(bits && is_without(rule, arg, bits)))
			return true;
	}
	return r->otherwise == RESULT_ALLOW;
}

/* By what a program gets memory at an address that it chooses; if the call is placed, it must
 * be code. A program of 32 bits may have been started so that all memory that can be read is
 * code. With ptrace the instruction pointer is what the tracer says. */
bool
start_is_repeatable(const struct start *s, const struct rules *r, enum entry entry)
{
	static const struct way {
		char call[16];
		uint8_t arg;
		uint32_t bits;
	} ways[] = {
	    {"execve", 0, 0},
	    {"execveat", 0, 0},
	    {"ipc", 0, 0},
	    {"mremap", 0, 0},
	    {"ptrace", 0, 0},
	    {"uselib", 0, 0},
	    {"arch_prctl", 0, 0x2000}, /* ARCH_MAP_VDSO_* */
	    {"personality", 0, READ_IMPLIES_EXEC},
	    {"mmap", 2, PROT_EXEC},
	    {"mmap2", 2, PROT_EXEC},
	    {"mprotect", 2, PROT_EXEC},
	    {"pkey_mprotect", 2, PROT_EXEC},
	    {"shmat", 2, SHM_EXEC},
	};
	const bool is_code = s->is_placed && entry == X86_64;

	for (const struct way *w = ways; w < ways + sizeof(ways) / sizeof(*ways); w++) {
		const int number = call_number(entry, call_find(w->call, strlen(w->call)));

		if (number >= 0 && is_possible(r, (uint32_t)number, w->arg, is_code ? w->bits : 0))
			return true;
	}
	return false;
}

/* Returns what the kernel returns. */
static long
make_call(const struct start *s, const struct seccomp_data *call)
{
	typedef long function(long, __u64, __u64, __u64, __u64, __u64);
	const __u64 *a = call->args;
	function *placed = (function *)(uintptr_t)PAGES;

	if (s->is_placed)
		return placed(call->nr, a[0], a[1], a[2], a[3], a[4]);
	return syscall(call->nr, a[0], a[1], a[2], a[3], a[4]) < 0 ? -errno : 0;
}

int
start_now(const struct start *s)
{
	return (int)-make_call(s, &s->call);
}

_Noreturn void
start_end(const struct start *s, int status)
{
	const struct seccomp_data end = end_call(s, status);

	make_call(s, &end);
	__builtin_trap();
}
