#include "lib/prove/form.h"

#include <linux/seccomp.h>
#include <string.h>

#include "lib/prove/cube.h"

enum { MOST_ERRNO = 4095 }; /* MAX_ERRNO of the kernel, include/linux/err.h */

bool
is_result(uint32_t result)
{
	uint32_t data = result & SECCOMP_RET_DATA;

	switch (result & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_KILL_PROCESS:
	case SECCOMP_RET_KILL_THREAD:
	case SECCOMP_RET_USER_NOTIF:
		return data == 0;
	case SECCOMP_RET_ERRNO:
		return data <= MOST_ERRNO;
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_TRACE:
		return true;
	default:
		return false;
	}
}

/* What is wrong with an instruction that has `left` others after it; NULL if nothing. A jump to
 * offset 0 leads to the next one. */
static const char *
find_fault(const struct sock_filter *i, size_t left)
{
	switch (i->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		return i->k % 4 == 0 && i->k / 4 < WORDS ? NULL : "loads no word of seccomp_data";
	case BPF_ALU | BPF_AND | BPF_K:
		return NULL;
	case BPF_JMP | BPF_JA:
		return i->k < left ? NULL : "jumps out of the program";
	case BPF_JMP | BPF_JEQ | BPF_K:
	case BPF_JMP | BPF_JGT | BPF_K:
	case BPF_JMP | BPF_JGE | BPF_K:
	case BPF_JMP | BPF_JSET | BPF_K:
		return i->jt < left && i->jf < left ? NULL : "jumps out of the program";
	case BPF_RET | BPF_K:
		return is_result(i->k) ? NULL : "returns no result that the prover knows";
	default:
		return "is none that the prover understands";
	}
}

bool
has_form(const struct sock_filter *program, size_t count, struct fault *fault)
{
	*fault = (struct fault){0, "is missing, or one too many"};
	if (count == 0 || count > BPF_MAXINSNS)
		return false;
	for (fault->at = 0; fault->at < count; fault->at++) {
		fault->reason = find_fault(&program[fault->at], count - fault->at - 1);
		if (fault->reason != NULL)
			return false;
	}
	fault->at = count - 1;
	fault->reason = "is the last, and does not return";
	return program[count - 1].code == (BPF_RET | BPF_K);
}

/* On the way, `tests` says of later instructions whether the accumulator may be the number
 * when they are reached: all jumps lead forward. An "and" may turn the number into something
 * else, but may also keep it. */
void
find_number_tests(const struct sock_filter *program, size_t count, bool *tests)
{
	memset(tests, 0, count * sizeof(*tests));
	for (size_t at = 0; at < count; at++) {
		const struct sock_filter *i = &program[at];
		bool number = tests[at];

		tests[at] = false;
		switch (BPF_CLASS(i->code)) {
		case BPF_LD:
			tests[at + 1] |= i->k == 4 * WORD_NUMBER;
			break;
		case BPF_ALU:
			tests[at + 1] |= number;
			break;
		case BPF_JMP:
			if (BPF_OP(i->code) == BPF_JA) {
				tests[at + 1 + i->k] |= number;
				break;
			}
			tests[at + 1 + i->jt] |= number;
			tests[at + 1 + i->jf] |= number;
			tests[at] = number && BPF_OP(i->code) != BPF_JSET;
			break;
		default:
			break;
		}
	}
}
