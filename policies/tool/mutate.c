/* mutate - tests the prover with wrong filters. In each filter that is linked in, each field of
 * each instruction is changed to many other values, one at a time. The prover must refuse each
 * such mutant or prove it equal to the policy. Prints
 *
 *   equal NAME INDEX CODE JT JF K    for each that it proves, to be judged by another prover
 *   N mutants of ...                 at the end
 *
 * Exit status 0: every other mutant was refused for a reason. The values are
 *
 *   code    each of 0 to 255, and each higher bit flipped
 *   jt, jf  every other value
 *   k       each bit flipped, its neighbours, its complement, 0, 2^32-1, and each k of the
 *           same filter */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/policy.h"
#include "policies/tool/prove_paths.h"
#include "policies/tool/prove_policy.h"
#include "policies/tool/prove_reason.h"

struct tally {
	unsigned long mutants, form, meaning, equal;
	size_t filters, instructions;
};

/* A filter, and the instruction that is being changed. */
struct mutant {
	const char *name;
	struct sock_filter code[BPF_MAXINSNS];
	size_t count, at;
	const struct permitted *permitted;
	struct tally *tally;
};

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static void
judge(struct mutant *m)
{
	const struct sock_filter *i = &m->code[m->at];
	struct reason why = {.text = ""};
	size_t paths;

	m->tally->mutants++;
	if (prove_program(m->code, m->count, m->permitted, &paths, &why)) {
		m->tally->equal++;
		printf("equal %s %zu 0x%04x %u %u 0x%08x\n", m->name, m->at, i->code, i->jt, i->jf,
		    i->k);
	} else if (begins(why.text, "allows ") || begins(why.text, "kills ")) {
		m->tally->meaning++;
	} else if (why.text[0] != '\0') {
		m->tally->form++;
	}
}

static void
change_code(struct mutant *m)
{
	uint16_t *code = &m->code[m->at].code;
	const uint16_t original = *code;

	for (unsigned value = 0; value < 256; value++)
		if ((*code = (uint16_t)value) != original)
			judge(m);
	for (unsigned bit = 256; bit <= UINT16_MAX; bit *= 2) {
		*code = (uint16_t)(original ^ bit);
		judge(m);
	}
	*code = original;
}

static void
change_offset(struct mutant *m, uint8_t *offset)
{
	const uint8_t original = *offset;

	for (unsigned value = 0; value <= UINT8_MAX; value++)
		if ((*offset = (uint8_t)value) != original)
			judge(m);
	*offset = original;
}

/* Different values for one k: at most the bits, a few others, and one for each instruction. */
struct values {
	uint32_t value[BPF_MAXINSNS + 64];
	size_t count;
};

static void
add(struct values *v, uint32_t value)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->value[i] == value)
			return;
	v->value[v->count++] = value;
}

static void
change_k(struct mutant *m)
{
	uint32_t *k = &m->code[m->at].k;
	const uint32_t original = *k;
	struct values v = {.count = 0};

	add(&v, original);
	for (uint32_t bit = 1; bit != 0; bit <<= 1)
		add(&v, original ^ bit);
	add(&v, original + 1);
	add(&v, original - 1);
	add(&v, ~original);
	add(&v, 0);
	add(&v, UINT32_MAX);
	for (size_t i = 0; i < m->count; i++)
		add(&v, m->code[i].k);
	for (size_t i = 1; i < v.count; i++) { /* without the original */
		*k = v.value[i];
		judge(m);
	}
	*k = original;
}

static void
exit_because(const char *name, const char *what)
{
	fprintf(stderr, "mutate: %s: %s\n", name, what);
	exit(1);
}

static void
mutate(const char *name, const struct filter *f, const char *text, struct tally *tally)
{
	static struct mutant m;
	static struct permitted permitted;
	struct reason why;
	size_t paths;

	permitted = (struct permitted){.arch = architecture_find(policy_machine.name)};
	if (!permit(&permitted, name, text, &why))
		exit_because("policy", why.text);
	m = (struct mutant){
	    .name = name, .count = f->count, .permitted = &permitted, .tally = tally};
	memcpy(m.code, filter_code(f), f->count * sizeof(*m.code));
	if (!prove_program(m.code, m.count, &permitted, &paths, &why))
		exit_because(name, why.text);
	for (m.at = 0; m.at < m.count; m.at++) {
		change_code(&m);
		change_offset(&m, &m.code[m.at].jt);
		change_offset(&m, &m.code[m.at].jf);
		change_k(&m);
	}
	tally->filters++;
	tally->instructions += f->count;
}

/* Policies with equal programs share an array: the first of them stands for all. */
static bool
is_seen(const struct filter *f)
{
	enum { MOST_FILTERS = 256 };
	static uint32_t seen[MOST_FILTERS];
	static size_t count;

	for (size_t i = 0; i < count; i++)
		if (seen[i] == f->at)
			return true;
	if (count == MOST_FILTERS)
		exit_because("filters", "too many");
	seen[count++] = f->at;
	return false;
}

int
main(void)
{
	struct tally t = {0};

	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		char several[128];

		(void)snprintf(several, sizeof(several), "%s+feed", p->name);
		if (!is_seen(&p->one))
			mutate(p->name, &p->one, policy_texts + p->text, &t);
		/* A policy for one input has no filter for several. */
		if (p->several.count > 0 && !is_seen(&p->several))
			mutate(several, &p->several, policy_texts + p->text_several, &t);
	}
	printf("%lu mutants of %zu instructions in %zu filters: %lu refused by what they allow or "
	       "kill, %lu by their form, %lu proved equal\n",
	    t.mutants, t.instructions, t.filters, t.meaning, t.form, t.equal);
	return fflush(stdout) == 0 && t.mutants == t.meaning + t.form + t.equal ? 0 : 1;
}
