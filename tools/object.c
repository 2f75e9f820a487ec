#include "tools/object.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void
die(const char *where, const char *what)
{
	fprintf(stderr, "sealed: %s: %s\n", where, what);
	exit(1);
}

static const void *
bytes_at(const struct object *o, uint64_t offset, uint64_t size)
{
	if (offset > o->size || size > o->size - offset)
		die(o->file, "is cut off");
	return o->bytes + offset;
}

static void
map_file(struct object *o, const char *file)
{
	const int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		die(file, "cannot be read");
	*o = (struct object){.file = file, .size = (size_t)st.st_size};
	o->bytes = mmap(NULL, o->size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (o->bytes == MAP_FAILED)
		die(file, "cannot be mapped");
}

void
object_open(struct object *o, const char *file)
{
	const Elf64_Ehdr *header;

	map_file(o, file);
	header = bytes_at(o, 0, sizeof(*header));
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
	    header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_REL)
		die(file, "is not a relocatable object of 64 bits");
	o->section_count = header->e_shnum;
	o->sections = bytes_at(o, header->e_shoff, o->section_count * sizeof(Elf64_Shdr));
	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];

		if (s->sh_type != SHT_SYMTAB)
			continue;
		o->symbols = bytes_at(o, s->sh_offset, s->sh_size);
		o->symbol_count = s->sh_size / sizeof(Elf64_Sym);
		o->strings = bytes_at(o, o->sections[s->sh_link].sh_offset, 1);
	}
}

const char *
section_name(const struct object *o, size_t section)
{
	const Elf64_Ehdr *header = (const void *)o->bytes;
	const Elf64_Shdr *strings = &o->sections[header->e_shstrndx];

	return bytes_at(o, strings->sh_offset + o->sections[section].sh_name, 1);
}

bool
section_is_code(const struct object *o, size_t section)
{
	const Elf64_Shdr *s = &o->sections[section];

	return (s->sh_flags & SHF_EXECINSTR) && s->sh_size > 0;
}

void
for_each_relocation(
    const struct object *o, size_t section, relocation_visitor *visit, void *context)
{
	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];
		const Elf64_Rela *r;

		if (s->sh_type != SHT_RELA || s->sh_info != section)
			continue;
		r = bytes_at(o, s->sh_offset, s->sh_size);
		for (size_t n = 0; n < s->sh_size / sizeof(*r); n++)
			visit(o, &r[n], context);
	}
}

const char *
symbol_name(const struct object *o, const Elf64_Sym *symbol)
{
	return o->strings + symbol->st_name;
}

bool
symbol_is_global(const Elf64_Sym *symbol)
{
	return ELF64_ST_BIND(symbol->st_info) != STB_LOCAL;
}

bool
symbol_is_defined(const struct object *o, const Elf64_Sym *symbol)
{
	return symbol->st_shndx != SHN_UNDEF && symbol->st_shndx < o->section_count;
}

const Elf64_Sym *
relocation_symbol(const struct object *o, const Elf64_Rela *r)
{
	return &o->symbols[ELF64_R_SYM(r->r_info)];
}
