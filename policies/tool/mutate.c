/* mutate - asks the prover about wrong filters: every instruction of every filter that
 * is linked in, with each of its fields changed to many other values, one at a time.
 * The prover must refuse such a mutant, or prove it equal to the policy. Writes
 *
 *   equal NAME INDEX CODE JT JF K    for each of the latter, whose judge is another
 *   N mutants of ...                 at the end
 *
 * and exits with 0 where none was refused without a reason. What is changed:
 *
 *   code    to each of 256, and each bit above those
 *   jt, jf  to each other value there is
 *   k       each bit; to its neighbours, its complement, 0, 2^32-1, and to each k that
 *           stands elsewhere in the same filter */
#include "core/policy.h"
#include "prove.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	unsigned long mutants, form, meaning, equal;
	size_t filters, instructions;
};

static char reason[256]; /* why the last one was refused */

/* The prover's way to say so. Nothing is shown, unless it is the last thing said. */
void
complain(const char *subject, const char *format, va_list list)
{
	(void)subject;
	(void)vsnprintf(reason, sizeof(reason), format, list);
}

static void
show_last_reason(void)
{
	if (reason[0])
		(void)fprintf(stderr, "mutate: %s\n", reason);
}

static bool
begins(const char *with)
{
	return strncmp(reason, with, strlen(with)) == 0;
}

/* One filter, and where in it something is changed. */
struct work {
	const char *name;
	struct sock_filter code[BPF_MAXINSNS];
	size_t count, at;
	const struct permitted *permitted;
	struct tally *tally;
};

static void
judge(struct work *w)
{
	const struct sock_filter *i = &w->code[w->at];
	size_t paths;

	reason[0] = '\0';
	w->tally->mutants++;
	if (proves(w->name, w->code, w->count, w->permitted, &paths)) {
		w->tally->equal++;
		printf("equal %s %zu 0x%04x %u %u 0x%08x\n", w->name, w->at, i->code, i->jt, i->jf,
		    i->k);
	} else if (begins("allows ") || begins("kills ")) {
		w->tally->meaning++;
	} else if (reason[0]) {
		w->tally->form++;
	}
	reason[0] = '\0';
}

static void
change_code(struct work *w)
{
	uint16_t *code = &w->code[w->at].code;
	const uint16_t was = *code;

	for (unsigned value = 0; value < 256; value++)
		if ((*code = (uint16_t)value) != was)
			judge(w);
	for (unsigned bit = 256; bit <= UINT16_MAX; bit *= 2) {
		*code = (uint16_t)(was ^ bit);
		judge(w);
	}
	*code = was;
}

static void
change_offset(struct work *w, uint8_t *offset)
{
	const uint8_t was = *offset;

	for (unsigned value = 0; value <= UINT8_MAX; value++)
		if ((*offset = (uint8_t)value) != was)
			judge(w);
	*offset = was;
}

/* The values to try for one k, none twice; room for what the loops below add. */
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
change_k(struct work *w)
{
	uint32_t *k = &w->code[w->at].k;
	const uint32_t was = *k;
	struct values v = {.count = 0};

	add(&v, was);
	for (uint32_t bit = 1; bit != 0; bit <<= 1)
		add(&v, was ^ bit);
	add(&v, was + 1);
	add(&v, was - 1);
	add(&v, ~was);
	add(&v, 0);
	add(&v, UINT32_MAX);
	for (size_t i = 0; i < w->count; i++)
		add(&v, w->code[i].k);
	/* The first is the right one. */
	for (size_t i = 1; i < v.count; i++) {
		*k = v.value[i];
		judge(w);
	}
	*k = was;
}

static void
mutate(const char *name, const struct filter *f, const char *text, struct tally *tally)
{
	static struct work w;
	static struct permitted permitted;
	size_t paths;

	permitted = (struct permitted){.arch = &x86_64};
	permit(&permitted, name, text);
	w = (struct work){.name = name, .count = f->count, .permitted = &permitted, .tally = tally};
	memcpy(w.code, f->code, f->count * sizeof(*f->code));
	if (!proves(name, w.code, w.count, &permitted, &paths))
		exit(1);
	for (w.at = 0; w.at < w.count; w.at++) {
		change_code(&w);
		change_offset(&w, &w.code[w.at].jt);
		change_offset(&w, &w.code[w.at].jf);
		change_k(&w);
	}
	tally->filters++;
	tally->instructions += f->count;
}

/* Modes with the same program share its array: the first of them stands for all. */
static bool
seen(const struct filter *f)
{
	enum { MOST = 256 };
	static const struct sock_filter *known[MOST];
	static size_t count;

	for (size_t i = 0; i < count; i++)
		if (known[i] == f->code)
			return true;
	if (count == MOST)
		exit(1);
	known[count++] = f->code;
	return false;
}

int
main(void)
{
	struct tally t = {0};

	if (atexit(show_last_reason) != 0)
		return 1;
	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		char several[128];

		(void)snprintf(several, sizeof(several), "%s+feed", p->name);
		if (!seen(&p->one))
			mutate(p->name, &p->one, p->text, &t);
		/* Where there are never several inputs there is no such filter. */
		if (p->several.count > 0 && !seen(&p->several))
			mutate(several, &p->several, p->text_several, &t);
	}
	printf("%lu mutants of %zu instructions in %zu filters: %lu refused by what they allow or "
	       "kill, %lu by their form, %lu proved equal\n",
	    t.mutants, t.instructions, t.filters, t.meaning, t.form, t.equal);
	return fflush(stdout) == 0 && t.mutants == t.meaning + t.form + t.equal ? 0 : 1;
}
