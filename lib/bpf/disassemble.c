/* Prints filters. A comparison is shown with the field that it compares, so the field that
 * was loaded last is traced along all jumps. */
#include "lib/bpf/disassemble.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>

#include "lib/number/digits.h"

/* Offsets in the kernel's struct seccomp_data. */
enum { NUMBER = 0, ARCHITECTURE = 4, POINTER = 8, ARGUMENT_0 = 16, END = 64 };

enum { X32_BIT = 0x40000000, REMARK_COLUMN = 26 };

/* A field is known by its offset; UNKNOWN if none is loaded, or one or another. */
enum { UNKNOWN = -1 };

static void
put_hex(struct text *t, uint32_t v, unsigned least)
{
	char digits[2 * sizeof(v)], *const end = digits + sizeof(digits);
	const char *first = digits_put(end, v, 16, least, false);

	text_str(t, "0x");
	text_bytes(t, first, (size_t)(end - first));
}

static void
put_decimal(struct text *t, uint64_t v, unsigned columns)
{
	uint64_t most = 9;

	while (columns-- > 1) {
		if (v <= most)
			text_char(t, ' ');
		most = most * 10 + 9;
	}
	text_u64(t, v);
}

static void
put_field(struct text *t, int offset)
{
	if (offset == NUMBER) {
		text_str(t, "call");
	} else if (offset == ARCHITECTURE) {
		text_str(t, "architecture");
	} else if (offset == POINTER || offset == POINTER + 4) {
		text_str(t, offset == POINTER ? "ip low" : "ip high");
	} else if (offset >= ARGUMENT_0 && offset < END && offset % 4 == 0) {
		text_str(t, "arg");
		text_u64(t, (uint64_t)(offset - ARGUMENT_0) / 8);
		text_str(t, offset % 8 ? " high" : " low");
	} else {
		text_char(t, '?');
	}
}

static const char *
call_name(const struct machine *m, uint32_t number)
{
	for (size_t i = 0; i < m->count; i++) {
		if (m->calls[i].number == number)
			return m->calls[i].name;
	}
	return NULL;
}

/* What the instruction compares: the meaning of k, or the name of the loaded field. */
static void
put_compared(struct text *t, int loaded, const struct sock_filter *in, const struct machine *m)
{
	const char *name = loaded == NUMBER ? call_name(m, in->k) : NULL;

	if (loaded == ARCHITECTURE && in->k == m->token)
		text_str(t, m->name);
	else if (loaded == ARCHITECTURE && in->k == AUDIT_ARCH_I386)
		text_str(t, "i386");
	else if (loaded == NUMBER && BPF_OP(in->code) == BPF_JGE && in->k == X32_BIT)
		text_str(t, "x32");
	else if (loaded == NUMBER && in->k == UINT32_MAX)
		text_str(t, "-1, of a tracer that skips a call");
	else if (name)
		text_str(t, name);
	else
		put_field(t, loaded);
}

static void
put_action(struct text *t, uint32_t k)
{
	if ((k & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO) {
		text_str(t, "ERRNO ");
		text_u64(t, k & SECCOMP_RET_DATA);
		return;
	}
	text_str(t, k == SECCOMP_RET_ALLOW          ? "ALLOW"
	            : k == SECCOMP_RET_KILL_PROCESS ? "KILL_PROCESS"
	                                            : "?");
}

/* No instruction fills the buffer. */
static void
no_drain(struct text *t)
{
	t->len = 0;
}

static void
put_words(
    struct text *t, const struct sock_filter *in, size_t next, int loaded, const struct machine *m)
{
	char buf[64];
	struct text words = {.buf = buf, .cap = sizeof(buf), .drain = no_drain};
	const bool compares = BPF_CLASS(in->code) == BPF_JMP && BPF_OP(in->code) != BPF_JA;

	switch (in->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		text_str(&words, "ld [");
		text_u64(&words, in->k);
		text_char(&words, ']');
		break;
	case BPF_ALU | BPF_AND | BPF_K:
		text_str(&words, "and ");
		put_hex(&words, in->k, 8);
		break;
	case BPF_JMP | BPF_JEQ | BPF_K:
	case BPF_JMP | BPF_JGE | BPF_K:
		text_str(&words, BPF_OP(in->code) == BPF_JEQ ? "jeq " : "jge ");
		put_hex(&words, in->k, 1);
		text_str(&words, ", ");
		text_u64(&words, next + in->jt);
		text_str(&words, " : ");
		text_u64(&words, next + in->jf);
		break;
	case BPF_JMP | BPF_JA:
		text_str(t, "ja ");
		text_u64(t, next + in->k);
		return;
	case BPF_RET | BPF_K:
		text_str(&words, "ret ");
		put_hex(&words, in->k, 8);
		break;
	default:
		text_char(t, '?');
		return;
	}
	text_bytes(t, buf, words.len);
	for (size_t i = words.len; i < REMARK_COLUMN; i++)
		text_char(t, ' ');
	text_str(t, "  ; ");
	if (compares)
		put_compared(t, loaded, in, m);
	else if (BPF_CLASS(in->code) == BPF_LD)
		put_field(t, in->k < END ? (int)in->k : UNKNOWN);
	else if (BPF_CLASS(in->code) == BPF_ALU)
		put_field(t, loaded);
	else
		put_action(t, in->k);
}

/* Control may get to an instruction with this loaded; jumps only lead forward. */
static void
arrive(int *loaded, bool *reached, size_t count, size_t at, int what)
{
	if (at >= count)
		return;
	loaded[at] = reached[at] && loaded[at] != what ? UNKNOWN : what;
	reached[at] = true;
}

void
disassemble(struct text *t, const struct sock_filter *code, size_t count, const struct machine *m)
{
	int loaded[BPF_MAXINSNS] = {UNKNOWN};
	bool reached[BPF_MAXINSNS] = {false};

	for (size_t i = 0; i < count; i++) {
		const struct sock_filter *in = &code[i];
		const size_t next = i + 1;

		if (in->code == (BPF_LD | BPF_W | BPF_ABS)) {
			arrive(loaded, reached, count, next, in->k < END ? (int)in->k : UNKNOWN);
		} else if (BPF_CLASS(in->code) == BPF_ALU) {
			arrive(loaded, reached, count, next, loaded[i]);
		} else if (in->code == (BPF_JMP | BPF_JA)) {
			arrive(loaded, reached, count, next + in->k, loaded[i]);
		} else if (BPF_CLASS(in->code) == BPF_JMP) {
			arrive(loaded, reached, count, next + in->jt, loaded[i]);
			arrive(loaded, reached, count, next + in->jf, loaded[i]);
		}
		put_decimal(t, i, 4);
		text_str(t, ": ");
		put_hex(t, in->code, 4);
		text_char(t, ' ');
		put_decimal(t, in->jt, 3);
		text_char(t, ' ');
		put_decimal(t, in->jf, 3);
		text_char(t, ' ');
		put_hex(t, in->k, 8);
		text_str(t, "  ");
		put_words(t, in, next, loaded[i], m);
		text_char(t, '\n');
	}
}
