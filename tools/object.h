/* Relocatable ELF objects of 64 bits, read only. What is wrong with a file ends the program
 * with exit status 1 and "sealed: FILE: WHAT". */
#ifndef PILLBOX_TOOLS_OBJECT_H
#define PILLBOX_TOOLS_OBJECT_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>

struct object {
	const char *file;
	const unsigned char *bytes;
	size_t size;
	const Elf64_Shdr *sections;
	size_t section_count;
	const Elf64_Sym *symbols; /* the first one is not to be used */
	size_t symbol_count;
	const char *strings; /* the symbols' names */
};

/* A function for each relocation of a section. */
typedef void relocation_visitor(const struct object *, const Elf64_Rela *, void *context);

/* Reports "sealed: WHERE: WHAT" and exits with status 1. */
_Noreturn void die(const char *where, const char *what);

/* Maps the file for as long as the process lives. */
void object_open(struct object *, const char *file);

const char *section_name(const struct object *, size_t section);

/* Whether it holds instructions, at least one. */
bool section_is_code(const struct object *, size_t section);

void for_each_relocation(
    const struct object *, size_t section, relocation_visitor *visit, void *context);

const char *symbol_name(const struct object *, const Elf64_Sym *);

bool symbol_is_global(const Elf64_Sym *);

/* Whether the symbol stands in a section of the object. */
bool symbol_is_defined(const struct object *, const Elf64_Sym *);

/* The symbol that a relocation refers to. */
const Elf64_Sym *relocation_symbol(const struct object *, const Elf64_Rela *);

#endif
