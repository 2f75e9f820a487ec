/* The words beside the numbers of a filter. A comparison is told by what is
 * compared, so the field that was loaded last is followed along every jump. */
#include "lib/bpf/disassemble.h"

#include <linux/seccomp.h>
#include <string.h>

/* Offsets in the kernel's struct seccomp_data. */
enum { NUMBER = 0, ARCHITECTURE = 4, ARGUMENT_0 = 16, END = 64 };

enum { X32 = 0x40000000, WORDS = 26 /* columns before a remark */ };

/* A loaded field is its offset; one that no word can be said of is NOTHING. */
enum { NOTHING = -1 };

static void
hex(struct text *t, uint32_t v, unsigned least)
{
	unsigned digits = 1;

	while (digits < 8 && v >> 4 * digits)
		digits++;
	text_str(t, "0x");
	for (; least > digits; least--)
		text_char(t, '0');
	while (digits-- > 0)
		text_char(t, "0123456789abcdef"[v >> 4 * digits & 15]);
}

static void
decimal(struct text *t, uint64_t v, unsigned columns)
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
field(struct text *t, int offset)
{
	if (offset == NUMBER) {
		text_str(t, "call");
	} else if (offset == ARCHITECTURE) {
		text_str(t, "architecture");
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

/* What k is, where it is compared with that field. */
static void
compared(struct text *t, int loaded, const struct sock_filter *in, const struct machine *m)
{
	const char *name = loaded == NUMBER ? call_name(m, in->k) : NULL;

	if (loaded == ARCHITECTURE && in->k == m->token)
		text_str(t, m->name);
	else if (loaded == NUMBER && BPF_OP(in->code) == BPF_JGE && in->k == X32)
		text_str(t, "x32");
	else if (loaded == NUMBER && in->k == UINT32_MAX)
		text_str(t, "-1, of a tracer that skips a call");
	else if (name)
		text_str(t, name);
	else
		field(t, loaded);
}

static void
action(struct text *t, uint32_t k)
{
	text_str(t, k == SECCOMP_RET_ALLOW          ? "ALLOW"
	            : k == SECCOMP_RET_KILL_PROCESS ? "KILL_PROCESS"
	                                            : "?");
}

static void
keep(struct text *t)
{
	t->len = 0; /* words never are so many */
}

static void
in_words(
    struct text *t, const struct sock_filter *in, size_t next, int loaded, const struct machine *m)
{
	char buf[64];
	struct text words = {.buf = buf, .cap = sizeof(buf), .drain = keep};
	const bool compares = BPF_CLASS(in->code) == BPF_JMP && BPF_OP(in->code) != BPF_JA;

	switch (in->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		text_str(&words, "ld [");
		text_u64(&words, in->k);
		text_char(&words, ']');
		break;
	case BPF_JMP | BPF_JEQ | BPF_K:
	case BPF_JMP | BPF_JGE | BPF_K:
		text_str(&words, BPF_OP(in->code) == BPF_JEQ ? "jeq " : "jge ");
		hex(&words, in->k, 1);
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
		hex(&words, in->k, 8);
		break;
	default:
		text_char(t, '?');
		return;
	}
	text_bytes(t, buf, words.len);
	for (size_t i = words.len; i < WORDS; i++)
		text_char(t, ' ');
	text_str(t, "  ; ");
	if (compares)
		compared(t, loaded, in, m);
	else if (BPF_CLASS(in->code) == BPF_LD)
		field(t, in->k < END ? (int)in->k : NOTHING);
	else
		action(t, in->k);
}

/* What is loaded where control comes to an instruction; jumps go forward only. */
static void
arrive(int *loaded, bool *reached, size_t count, size_t at, int what)
{
	if (at >= count)
		return;
	loaded[at] = reached[at] && loaded[at] != what ? NOTHING : what;
	reached[at] = true;
}

void
disassemble(struct text *t, const struct sock_filter *code, size_t count, const struct machine *m)
{
	int loaded[BPF_MAXINSNS] = {NOTHING};
	bool reached[BPF_MAXINSNS] = {false};

	for (size_t i = 0; i < count; i++) {
		const struct sock_filter *in = &code[i];
		const size_t next = i + 1;

		if (in->code == (BPF_LD | BPF_W | BPF_ABS)) {
			arrive(loaded, reached, count, next, in->k < END ? (int)in->k : NOTHING);
		} else if (in->code == (BPF_JMP | BPF_JA)) {
			arrive(loaded, reached, count, next + in->k, loaded[i]);
		} else if (BPF_CLASS(in->code) == BPF_JMP) {
			arrive(loaded, reached, count, next + in->jt, loaded[i]);
			arrive(loaded, reached, count, next + in->jf, loaded[i]);
		}
		decimal(t, i, 4);
		text_str(t, ": ");
		hex(t, in->code, 4);
		text_char(t, ' ');
		decimal(t, in->jt, 3);
		text_char(t, ' ');
		decimal(t, in->jf, 3);
		text_char(t, ' ');
		hex(t, in->k, 8);
		text_str(t, "  ");
		in_words(t, in, next, loaded[i], m);
		text_char(t, '\n');
	}
}
