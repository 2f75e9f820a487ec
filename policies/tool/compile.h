/* The policy compiler's files: parse.c (text to rules), compile.c (rules to
 * filters), emit.c (filters to C and to text) and architecture.c. All of it is
 * the compiler's alone: the prover, which must be able to contradict it, shares
 * nothing of it. */
#ifndef PILLBOX_POLICIES_TOOL_COMPILE_H
#define PILLBOX_POLICIES_TOOL_COMPILE_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/bpf/disassemble.h"

struct constant {
	const char *name;
	uint64_t value; /* as the kernel finds it in the 64-bit register */
};

/* What a policy means depends on the machine: call numbers, and some O_ bits.
 * Machines whose byte order is little-endian only. */
struct architecture {
	const char *name;
	uint32_t token;                   /* AUDIT_ARCH_..., which is also libseccomp's */
	const struct constant *constants; /* those that differ; ends with a NULL name */
};

struct condition {
	const char *text; /* the value as written, in the source's text; NULL: any value */
	int length;       /* of text */
	uint64_t value;
};

enum { ARGUMENTS = 6 };

/* One conjunction: args[N] is the condition on argN. */
struct alternative {
	struct condition args[ARGUMENTS];
};

/* One line. No alternatives: the call is allowed whatever its arguments are. */
struct rule {
	const char *name; /* the call's */
	int number;
	const char *path; /* where it stands: the policy's file, or the included one's */
	unsigned line;
	struct alternative *alternatives;
	size_t count;
};

struct source {
	const char *path; /* as given on the command line */
	char *name;       /* "wc-bytes" for policies/wc-bytes.policy; NULL: a wrong name */
	char *text;       /* with the included lines in the place of @include */
	size_t size;
	struct rule *rules; /* the included ones first */
	size_t count;
	const struct source *included; /* NULL: it includes none */
	bool alone;                    /* for runs of none or one input only */
};

enum { LOADED_NOTHING = -1, LOADED_SEVERAL = -2 };

struct program {
	struct sock_filter code[BPF_MAXINSNS];
	int loaded[BPF_MAXINSNS]; /* the offset in struct seccomp_data that was loaded last when
	                             control comes here; NOTHING where nothing was or it never
	                             comes; SEVERAL where that depends on the way it came */
	size_t count;
};

struct compiled {
	struct source source; /* the policy as written, and what it includes */
	struct source united; /* the same with feed.policy; none where it is alone */
	struct program one, several;
};

/* Says what is wrong with no one place in a policy, and exits with status 1. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more element behind the count of an array; never NULL. */
void *grow(void *array, size_t count, size_t size);

/* A copy of an array, with room for one more element. */
void *copy(const void *array, size_t count, size_t size);

/* ---- architecture.c ------------------------------------------------------ */

extern const struct architecture x86_64;

/* The value of a named constant; false where the name is unknown. */
bool constant(const struct architecture *, const char *name, size_t length, uint64_t *value);

/* ---- parse.c ------------------------------------------------------------- */

/* Says "PATH:LINE: WHAT IS WRONG; WHAT TO WRITE INSTEAD" on standard error. */
void wrong(const char *path, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* How often wrong() was called so far. */
unsigned wrongs(void);

/* Reads a policy file. Everything in it that is outside the subset of
 * minijail's syntax is told by wrong(), the first such thing of every line;
 * the source is meaningful only where there was none. What it points to is
 * allocated and lives as long as the process. */
struct source parse(const char *path, const struct architecture *);

/* How an alternative stands to those that a rule has. */
enum relation {
	APART,   /* neither allows all that the other does */
	SAME,    /* as one of them */
	COVERING /* it allows all that one of them does, or the reverse */
};
enum relation relate(const struct rule *, const struct alternative *);

/* ---- emit.c -------------------------------------------------------------- */

/* Writes the definitions that core/policy.h declares. The policies are sorted
 * by name. Both functions die where a file cannot be written whole. */
void emit_c(const char *path, const struct compiled *, size_t count, const struct machine *);

/* Writes FOLDER/NAME.bpf and, unless it stands alone, FOLDER/NAME+feed.bpf: lines of
 * comment that begin with '#', then what disassemble() makes of the filter. Where a policy
 * is no more than what it includes, they are links to files with that one's name. */
void emit_text(const char *folder, const struct compiled *, const struct machine *);

#endif
