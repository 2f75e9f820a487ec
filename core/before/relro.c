#include "core/before/relro.h"

#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/mman.h>

/* The linker's name for the file's first byte in memory. */
extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

bool
relro(void)
{
	uintptr_t base = (uintptr_t)&__ehdr_start;
	const ElfW(Phdr) *segment = (const void *)(base + __ehdr_start.e_phoff);
	uintptr_t page = getauxval(AT_PAGESZ);

	for (int i = 0; i < __ehdr_start.e_phnum; i++, segment++) {
		if (segment->p_type != PT_GNU_RELRO)
			continue;
		/* Only whole pages: one that is shared with variables stays writable. */
		uintptr_t from = (base + segment->p_vaddr) & -page;
		uintptr_t to = (base + segment->p_vaddr + segment->p_memsz) & -page;
		return mprotect((void *)from, to - from, PROT_READ) == 0;
	}
	return true;
}
