/* calls - holds the table of confine's calls against libseccomp's, which was made by other
 * people from other files: names and numbers of both entries. Exits with 1 where the two
 * differ. What only one of them knows is listed: "only here" or "only libseccomp". */
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/box/confine/calls.h"

enum { MOST = 1024 };

static const uint32_t architectures[ENTRIES] = {SCMP_ARCH_X86_64, SCMP_ARCH_X86};

static unsigned compared, wrong, only_here, only_there;

static void
compare_name(enum entry entry, int call)
{
	const int number = call_number(entry, call);
	const int theirs = seccomp_syscall_resolve_name_arch(architectures[entry], call_name(call));

	if (number == CALL_NONE)
		return;
	compared++;
	if (theirs == number)
		return;
	/* Negative numbers are calls that the entry lacks, or that it multiplexes. */
	if (theirs < 0) {
		only_here++;
		printf("only here: %s %d %s\n", entry_name[entry], number, call_name(call));
		return;
	}
	wrong++;
	fprintf(stderr, "%s %s: %d here, %d there\n", entry_name[entry], call_name(call), number,
	    theirs);
}

static void
compare_number(enum entry entry, uint32_t number)
{
	char *name = seccomp_syscall_resolve_num_arch(architectures[entry], (int)number);
	const int call = call_of_number(entry, number);

	if (name && call == CALL_NONE) {
		only_there++;
		printf("only libseccomp: %s %u %s\n", entry_name[entry], number, name);
	} else if (name && strcmp(name, call_name(call)) != 0) {
		wrong++;
		fprintf(stderr, "%s %u: %s here, %s there\n", entry_name[entry], number,
		    call_name(call), name);
	}
	free(name);
}

int
main(void)
{
	for (enum entry e = 0; e < ENTRIES; e++) {
		for (size_t i = 0; i < calls_count; i++)
			compare_name(e, (int)i);
		for (uint32_t n = 0; n < MOST; n++)
			compare_number(e, n);
	}
	for (size_t i = 1; i < calls_count; i++)
		wrong += strcmp(call_name((int)i - 1), call_name((int)i)) >= 0;
	for (size_t i = 0; i < calls_count; i++)
		wrong += call_find(call_name((int)i), strlen(call_name((int)i))) != (int)i;
	printf("%u compared, %u differ, %u only here, %u only in libseccomp\n", compared, wrong,
	    only_here, only_there);
	return wrong || !compared;
}
