#include "tests/tool/lib/before.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/tool/lib/trace.h"

int
old_open(const char *file, int flags)
{
	return (int)syscall(SYS_open, file, flags | O_CLOEXEC, 0666);
}

/* ---- the environment ----------------------------------------------------------- */

/* Where it is: the strings, and the pointers to them. */
static unsigned long strings, strings_end, pointers, pointer_count;

static void
copy_memory(pid_t pid, void *ours, unsigned long theirs, size_t size)
{
	const struct iovec here = {ours, size};
	const struct iovec there = {(void *)theirs, size}; /* NOLINT(performance-no-int-to-ptr) */

	if (process_vm_readv(pid, &here, 1, &there, 1, 0) != (ssize_t)size)
		give_up("process_vm_readv", errno);
}

static unsigned long
word_at(pid_t pid, unsigned long address)
{
	unsigned long word = 0;

	copy_memory(pid, &word, address, sizeof(word));
	return word;
}

/* On the stack: argc, the arguments, NULL, the environment, NULL. Its strings follow each
 * other, and end where the program's name begins. */
void
environment_find(pid_t pid, unsigned long stack)
{
	unsigned long at;
	char c = 0;

	pointers = stack + 8 * (word_at(pid, stack) + 2);
	strings = strings_end = word_at(pid, pointers);
	for (pointer_count = 0; (at = word_at(pid, pointers + 8 * pointer_count)) != 0;
	     pointer_count++)
		strings_end = at;
	if (pointer_count == 0)
		return;
	do
		copy_memory(pid, &c, strings_end++, 1);
	while (c != '\0');
}

static void
write_word(pid_t pid, unsigned long address, unsigned long word)
{
	if (ptrace(PTRACE_POKEDATA, pid, address, word) != 0)
		give_up("PTRACE_POKEDATA", errno);
}

unsigned long
environment_count(void)
{
	return pointer_count;
}

bool
environment_is_wiped(pid_t pid)
{
	static const char zeros[4096];
	char bytes[sizeof(zeros)];
	size_t size;

	for (unsigned long at = strings; at < strings_end; at += size) {
		size = strings_end - at < sizeof(bytes) ? strings_end - at : sizeof(bytes);
		copy_memory(pid, bytes, at, size);
		if (memcmp(bytes, zeros, size) != 0)
			return false;
	}
	return true;
}

void
environment_spoil(pid_t pid)
{
	for (unsigned long i = 0; i < pointer_count; i++)
		write_word(pid, pointers + 8 * i, 0xdead000000000000 + i);
}

/* ---- code ------------------------------------------------------------------------ */

struct before_code before_code;
static unsigned long entry; /* of the file, as before_code */

/* The sections of code that are not .text. */
void
before_code_find(const char *file)
{
	const int fd = old_open(file, O_RDONLY);
	const off_t size = lseek(fd, 0, SEEK_END);
	const uint8_t *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
	const Elf64_Ehdr *elf = (const void *)bytes;

	if (fd < 0 || bytes == MAP_FAILED)
		give_up(file, errno);
	const Elf64_Shdr *sections = (const void *)(bytes + elf->e_shoff);
	const char *names = (const char *)bytes + sections[elf->e_shstrndx].sh_offset;
	for (size_t i = 0; i < elf->e_shnum; i++) {
		const Elf64_Shdr *s = &sections[i];
		if (!(s->sh_flags & SHF_EXECINSTR) || strcmp(names + s->sh_name, ".text") == 0)
			continue;
		if (before_code.begin == 0)
			before_code.begin = s->sh_addr;
		before_code.end = (s->sh_addr + s->sh_size + 4095) & ~4095UL;
	}
	if (before_code.begin == 0 || before_code.begin % 4096 != 0)
		give_up("code of before the seal, on pages of its own", ENOEXEC);
	entry = elf->e_entry;
	munmap((void *)(uintptr_t)bytes, (size_t)size);
	close(fd);
}

void
before_code_move(unsigned long instruction)
{
	before_code.begin += instruction - entry;
	before_code.end += instruction - entry;
	entry = instruction;
}
