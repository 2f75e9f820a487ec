/* What the tests of programs made by hand share: instructions, and one try of the prover. */
#ifndef PILLBOX_TESTS_PROVE_TRIED_H
#define PILLBOX_TESTS_PROVE_TRIED_H

#include <errno.h>

#include "tests/prove/oracle.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define LD(word)                                                                                   \
	{                                                                                          \
		0x20, 0, 0, 4 * (word)                                                             \
	}
#define AND(k)                                                                                     \
	{                                                                                          \
		0x54, 0, 0, (k)                                                                    \
	}
#define JA(k)                                                                                      \
	{                                                                                          \
		0x05, 0, 0, (k)                                                                    \
	}
#define JEQ(k, jt, jf)                                                                             \
	{                                                                                          \
		0x15, (jt), (jf), (k)                                                              \
	}
#define JGT(k, jt, jf)                                                                             \
	{                                                                                          \
		0x25, (jt), (jf), (k)                                                              \
	}
#define JGE(k, jt, jf)                                                                             \
	{                                                                                          \
		0x35, (jt), (jf), (k)                                                              \
	}
#define JSET(k, jt, jf)                                                                            \
	{                                                                                          \
		0x45, (jt), (jf), (k)                                                              \
	}
#define RET(k)                                                                                     \
	{                                                                                          \
		0x06, 0, 0, (k)                                                                    \
	}

#define ALLOW SECCOMP_RET_ALLOW
#define KILL SECCOMP_RET_KILL_PROCESS
#define FAIL (SECCOMP_RET_ERRNO | EPERM)

enum { NR = 0, ARCH = 1, IP = 2, LOW0 = 4, HIGH0 = 5, LOW1 = 6, HIGH1 = 7 };

static void *memory;
static size_t memory_size;
static struct prove_outcome o;

static inline bool
judge(bool right, const char *what)
{
	if (fails(right))
		printf("%s: status %d, %s at %zu, example nr %#x arch %#x args %#llx %#llx, "
		       "%#x for %#x\n",
		    what, (int)o.status, o.reason != NULL ? o.reason : "-", o.at,
		    (unsigned)o.example.nr, o.example.arch, (unsigned long long)o.example.args[0],
		    (unsigned long long)o.example.args[1], o.answered, o.intended);
	return right;
}

static inline enum prove_status
try(const struct sock_filter *code, size_t count, const struct prove_policy *policy)
{
	enum prove_status status = prove(code, count, policy, memory, memory_size, &o);

	judge(status == o.status, "status");
	if (status == PROVE_DIFFERS)
		judge(is_example(code, count, policy, &o), "the example");
	return status;
}

/* For so many instructions and rules. */
static inline void
begin(size_t instructions, size_t rules)
{
	memory_size = prove_room(instructions, rules);
	memory = malloc(memory_size);
	if (memory == NULL)
		abort();
}

static inline int
end(void)
{
	free(memory);
	return finish();
}

#endif
