/* Classic BPF as far as seccomp has it: "cBPF" of the kernel's filter.rst, with the words of
 * struct seccomp_data in the place of a packet. Jumps only lead forward, so a run ends. */
#include "lib/bpf/interpret.h"

#include <string.h>

/* NOLINTBEGIN(misc-redundant-expression): some of the names are 0 */
static bool
accepts(const struct sock_filter *in, size_t after)
{
	switch (in->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		return in->k < sizeof(struct seccomp_data) && in->k % 4 == 0;
	case BPF_LD | BPF_MEM:
	case BPF_LDX | BPF_MEM:
	case BPF_ST:
	case BPF_STX:
		return in->k < BPF_MEMWORDS;
	case BPF_ALU | BPF_DIV | BPF_K:
		return in->k != 0;
	case BPF_ALU | BPF_LSH | BPF_K:
	case BPF_ALU | BPF_RSH | BPF_K:
		return in->k < 32;
	case BPF_LD | BPF_W | BPF_LEN:
	case BPF_LDX | BPF_W | BPF_LEN:
	case BPF_LD:  /* and BPF_IMM, which is 0 */
	case BPF_LDX: /* the same */
	case BPF_MISC | BPF_TAX:
	case BPF_MISC | BPF_TXA:
	case BPF_RET | BPF_K:
	case BPF_RET | BPF_A:
	case BPF_ALU | BPF_ADD | BPF_K:
	case BPF_ALU | BPF_ADD | BPF_X:
	case BPF_ALU | BPF_SUB | BPF_K:
	case BPF_ALU | BPF_SUB | BPF_X:
	case BPF_ALU | BPF_MUL | BPF_K:
	case BPF_ALU | BPF_MUL | BPF_X:
	case BPF_ALU | BPF_DIV | BPF_X:
	case BPF_ALU | BPF_AND | BPF_K:
	case BPF_ALU | BPF_AND | BPF_X:
	case BPF_ALU | BPF_OR | BPF_K:
	case BPF_ALU | BPF_OR | BPF_X:
	case BPF_ALU | BPF_XOR | BPF_K:
	case BPF_ALU | BPF_XOR | BPF_X:
	case BPF_ALU | BPF_LSH | BPF_X:
	case BPF_ALU | BPF_RSH | BPF_X:
	case BPF_ALU | BPF_NEG:
		return true;
	case BPF_JMP | BPF_JA:
		return in->k < after;
	case BPF_JMP | BPF_JEQ | BPF_K:
	case BPF_JMP | BPF_JEQ | BPF_X:
	case BPF_JMP | BPF_JGE | BPF_K:
	case BPF_JMP | BPF_JGE | BPF_X:
	case BPF_JMP | BPF_JGT | BPF_K:
	case BPF_JMP | BPF_JGT | BPF_X:
	case BPF_JMP | BPF_JSET | BPF_K:
	case BPF_JMP | BPF_JSET | BPF_X:
		return in->jt < after && in->jf < after;
	default:
		return false;
	}
}

/* NOLINTEND(misc-redundant-expression) */

bool
interpret_accepts(const struct sock_filter *code, size_t count, size_t *at)
{
	*at = count ? count - 1 : 0;
	if (!count || count > BPF_MAXINSNS || BPF_CLASS(code[count - 1].code) != BPF_RET)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!accepts(&code[i], count - i - 1)) {
			*at = i;
			return false;
		}
	return true;
}

static uint32_t
calculate(unsigned operation, uint32_t a, uint32_t b)
{
	switch (operation) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return a * b;
	case BPF_DIV:
		return b ? a / b : 0;
	case BPF_AND:
		return a & b;
	case BPF_OR:
		return a | b;
	case BPF_XOR:
		return a ^ b;
	case BPF_LSH:
		return b < 32 ? a << b : 0;
	case BPF_RSH:
		return b < 32 ? a >> b : 0;
	default:
		return -a;
	}
}

static bool
holds(unsigned operation, uint32_t a, uint32_t b)
{
	switch (operation) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGE:
		return a >= b;
	case BPF_JGT:
		return a > b;
	default:
		return a & b;
	}
}

/* What an instruction loads: a word of the call, of scratch memory, the length, or k. */
static uint32_t
loaded(const struct sock_filter *in, const uint32_t *words, const uint32_t *memory)
{
	switch (BPF_MODE(in->code)) {
	case BPF_ABS:
		return words[in->k / 4];
	case BPF_MEM:
		return memory[in->k];
	case BPF_LEN:
		return sizeof(struct seccomp_data);
	default:
		return in->k;
	}
}

uint32_t
interpret(const struct sock_filter *code, size_t count, const struct seccomp_data *data)
{
	uint32_t words[sizeof(*data) / 4], memory[BPF_MEMWORDS] = {0}, a = 0, x = 0;

	memcpy(words, data, sizeof(words));
	for (size_t i = 0; i < count; i++) {
		const struct sock_filter *in = &code[i];
		const uint32_t operand = BPF_SRC(in->code) == BPF_X ? x : in->k;

		switch (BPF_CLASS(in->code)) {
		case BPF_LD:
			a = loaded(in, words, memory);
			break;
		case BPF_LDX:
			x = loaded(in, words, memory);
			break;
		case BPF_ST:
			memory[in->k] = a;
			break;
		case BPF_STX:
			memory[in->k] = x;
			break;
		case BPF_ALU:
			a = calculate(BPF_OP(in->code), a, operand);
			break;
		case BPF_JMP:
			if (BPF_OP(in->code) == BPF_JA)
				i += in->k;
			else
				i += holds(BPF_OP(in->code), a, operand) ? in->jt : in->jf;
			break;
		case BPF_MISC:
			if (BPF_MISCOP(in->code) == BPF_TAX)
				x = a;
			else
				a = x;
			break;
		default:
			return BPF_RVAL(in->code) == BPF_A ? a : in->k;
		}
	}
	return SECCOMP_RET_KILL_PROCESS;
}
