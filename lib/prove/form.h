/* Whether a program is one that the prover understands, before it is followed. */
#ifndef PILLBOX_LIB_PROVE_FORM_H
#define PILLBOX_LIB_PROVE_FORM_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why not: the instruction, and a phrase. */
struct fault {
	size_t at;
	const char *reason;
};

/* Whether a filter may return this: an action that the kernel knows, without data that it would
 * ignore or change. */
bool is_result(uint32_t);

/* Whether each instruction is understood, each jump leads to a later one, and the last one
 * returns. */
bool has_form(const struct sock_filter *, size_t count, struct fault *);

/* Sets, for each of the `count` instructions, whether it is a test that may compare the whole
 * call number to its constant. The program has form. */
void find_number_tests(const struct sock_filter *, size_t count, bool *tests);

#endif
