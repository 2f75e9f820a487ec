#include "core/box/confine/target.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/before/fail.h"
#include "core/box/confine/memory.h"
#include "core/status.h"

enum { DEEPEST = 5, LOADER_LENGTH = 4096 };

/* All bytes of program headers that the kernel takes (fs/binfmt_elf.c). */
enum { HEADERS_SIZE = 64 << 10 };

/* ---- where it is ------------------------------------------------------------------ */

/* 0 where the path can be executed, else an errno. */
static int
executable(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return errno;
	if (!S_ISREG(st.st_mode) || faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) != 0)
		return EACCES;
	return 0;
}

_Noreturn static void
not_found(const char *command, int error)
{
	fail_with(error == ENOENT ? NOT_FOUND : NOT_EXECUTABLE, "%f: %m", command, error);
}

/* The first of the folders of PATH that has it, as execvp finds it. */
static const char *
search(const char *command)
{
	const char *folders = getenv("PATH"), *at;
	int error = ENOENT;

	if (!folders)
		folders = "/bin:/usr/bin";
	for (at = folders; at;) {
		const size_t length = strcspn(at, ":");
		char *path = memory_take(length + strlen(command) + 2);
		int failed;

		memcpy(path, at, length);
		if (length)
			path[length] = '/';
		strcat(path, command);
		failed = executable(path);
		if (!failed)
			return path;
		if (failed != ENOENT && failed != ENOTDIR)
			error = failed;
		at = at[length] ? at + length + 1 : NULL;
	}
	not_found(command, error);
}

static const char *
resolve(const char *command)
{
	int error;

	if (!*command)
		not_found(command, ENOENT);
	if (!strchr(command, '/'))
		return search(command);
	error = executable(command);
	if (error)
		not_found(command, error);
	return command;
}

/* ---- what it is ------------------------------------------------------------------- */

_Noreturn static void
cannot(const char *path, const char *why)
{
	fail_with(SEAL_FAILED, "%f: %s", path, why);
}

static bool
read_at(int fd, void *bytes, size_t size, uint64_t offset)
{
	return pread(fd, bytes, size, (off_t)offset) == (ssize_t)size;
}

struct segment {
	uint32_t type, flags;
	uint64_t offset, address, size, memory, alignment;
};

/* From a program header of either kind. */
static struct segment
segment_of(bool is_64, const void *header)
{
	Elf64_Phdr wide;
	Elf32_Phdr narrow;

	if (is_64) {
		memcpy(&wide, header, sizeof(wide));
		return (struct segment){wide.p_type, wide.p_flags, wide.p_offset, wide.p_vaddr,
		    wide.p_filesz, wide.p_memsz, wide.p_align};
	}
	memcpy(&narrow, header, sizeof(narrow));
	return (struct segment){narrow.p_type, narrow.p_flags, narrow.p_offset, narrow.p_vaddr,
	    narrow.p_filesz, narrow.p_memsz, narrow.p_align};
}

static const char *
read_loader(int fd, const struct segment *s)
{
	const size_t size = s->size < LOADER_LENGTH ? s->size : LOADER_LENGTH;
	char *loader = memory_take(size + 1);

	return read_at(fd, loader, size, s->offset) ? loader : "";
}

/* Where a position-independent program lies, the kernel chooses by its first segment, which must
 * be there for that: it looks from the top for a place of the size of all segments, and rounds it
 * down. So they may lie anywhere, low too, if the first is empty, if one is below the first, or
 * if they span or are aligned to more than a small part of all addresses (with the largest of
 * stacks, the top is a sixth of them). */
static bool
may_be_low(bool is_64, const struct segment *s, const struct segment *first)
{
	const uint64_t most = is_64 ? 1ULL << 40 : 1ULL << 27;

	return !first->size || s->address < first->address || s->memory > most ||
	       s->address - first->address > most - s->memory || s->alignment > most;
}

/* Whether the stack may grow down through most addresses. Its pages hold code where a program
 * asks for that, and where one of 32 bits does not say. */
static bool
is_stack_large(bool is_64)
{
	struct rlimit stack;

	return getrlimit(RLIMIT_STACK, &stack) != 0 ||
	       stack.rlim_cur > (is_64 ? 1ULL << 46 : 1ULL << 31);
}

static void
read_segments(int fd, const Elf64_Ehdr *wide, struct target *t)
{
	const Elf32_Ehdr *narrow = (const Elf32_Ehdr *)(const void *)wide;
	const bool is_64 = wide->e_ident[EI_CLASS] == ELFCLASS64;
	const uint64_t at = is_64 ? wide->e_phoff : narrow->e_phoff;
	const size_t count = is_64 ? wide->e_phnum : narrow->e_phnum;
	const size_t step = is_64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
	struct segment first = {.type = PT_NULL}; /* of those that are loaded */
	bool has_code_on_stack = !is_64;
	uint8_t *headers;

	t->lowest = UINT64_MAX;
	if (count * step > HEADERS_SIZE)
		cannot(t->path, "has more program headers than the kernel takes");
	headers = memory_take(count * step);
	if (!read_at(fd, headers, count * step, at))
		cannot(t->path, "its program headers cannot be read");
	for (size_t i = 0; i < count; i++) {
		const struct segment s = segment_of(is_64, headers + i * step);

		if (s.type == PT_INTERP)
			t->loader = read_loader(fd, &s);
		if (s.type == PT_GNU_STACK)
			has_code_on_stack = s.flags & PF_X;
		if (s.type != PT_LOAD)
			continue;
		if (first.type == PT_NULL)
			first = s;
		if (wide->e_type == ET_EXEC && s.address < t->lowest)
			t->lowest = s.address;
		if (wide->e_type != ET_EXEC && may_be_low(is_64, &s, &first))
			t->lowest = 0;
	}
	if (first.type == PT_NULL || (has_code_on_stack && is_stack_large(is_64)))
		t->lowest = 0;
}

static void
read_elf(int fd, const Elf64_Ehdr *h, struct target *t)
{
	const bool is_64 = h->e_ident[EI_CLASS] == ELFCLASS64;

	if (h->e_ident[EI_DATA] != ELFDATA2LSB ||
	    (h->e_machine != EM_X86_64 && h->e_machine != EM_386))
		cannot(t->path, "is for another machine, whose calls no filter here knows");
	if (is_64 != (h->e_machine == EM_X86_64))
		cannot(t->path, "is for x32, whose calls every filter here kills");
	t->entry = is_64 ? X86_64 : I386;
	read_segments(fd, h, t);
}

/* The path that a script's first line names; NULL where it names none. */
static const char *
read_interpreter(int fd)
{
	enum { LINE = 256 };
	char *line = memory_take(LINE + 1), *path;
	const ssize_t n = pread(fd, line, LINE, 0);

	if (n < 3)
		return NULL;
	path = line + 2 + strspn(line + 2, " \t");
	path[strcspn(path, " \t\n")] = '\0';
	return *path ? path : NULL;
}

/* Looks at the file, and where it is a script at its interpreter's, with its depth. */
static void
look_at(const char *path, struct target *t, unsigned depth)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	Elf64_Ehdr h = {.e_ident = {0}};
	const char *interpreter = NULL;
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return;
	}
	if (pread(fd, &h, sizeof(h), 0) >= (ssize_t)sizeof(Elf32_Ehdr) &&
	    memcmp(h.e_ident, ELFMAG, SELFMAG) == 0) {
		t->is_known = true;
		read_elf(fd, &h, t);
	} else if (memcmp(h.e_ident, "#!", 2) == 0) {
		t->is_script = true;
		interpreter = read_interpreter(fd);
	}
	close(fd);
	if (interpreter && depth < DEEPEST)
		look_at(interpreter, t, depth + 1);
}

struct target
target_find(const char *command)
{
	struct target t = {.path = resolve(command), .lowest = UINT64_MAX};

	look_at(t.path, &t, 0);
	return t;
}
