/* The modes, from the policies of the build. The prover shows that their texts are the
 * files in policies/. */
#include "tests/tool/lib/mode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add(struct mode *mode, const char *name, const char *suffix, const struct filter *filter,
    const char *text)
{
	struct reason why;

	*mode = (struct mode){
	    .filter = filter, .permitted.arch = architecture_find(policy_machine.name)};
	if (asprintf(&mode->name, "%s%s", name, suffix) < 0)
		abort();
	if (!permit(&mode->permitted, mode->name, text, &why)) {
		fprintf(stderr, "%s\n", why.text);
		exit(1);
	}
}

size_t
modes_load(struct mode **modes)
{
	size_t n = 0;

	*modes = calloc(2 * policy_count, sizeof(**modes));
	if (!*modes)
		abort();
	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];

		add(&(*modes)[n++], p->name, "", &p->one, policy_texts + p->text);
		if (policy_several(p))
			add(&(*modes)[n++], p->name, "+feed", &p->several,
			    policy_texts + p->text_several);
	}
	return n;
}

bool
box_argument(const struct box *box, unsigned argument, unsigned long *value)
{
	const size_t low = WORD_ARGS + 2 * (size_t)argument;

	*value = (unsigned long)box->value[low + 1] << 32 | box->value[low];
	return box->pinned[low];
}

unsigned long
box_call(const struct box *box)
{
	return box->value[WORD_NUMBER];
}

static bool
inside(const struct box *box, const unsigned long args[ARGS])
{
	unsigned long value;

	for (unsigned i = 0; i < ARGS; i++) {
		if (box_argument(box, i, &value) && value != args[i])
			return false;
	}
	return true;
}

const struct box *
mode_permits(const struct mode *mode, unsigned long call, const unsigned long args[ARGS])
{
	for (size_t i = 0; i < mode->permitted.count; i++) {
		const struct box *box = &mode->permitted.boxes[i];

		if (box_call(box) == call && inside(box, args))
			return box;
	}
	return NULL;
}

void
box_print(char *text, size_t size, const struct box *box)
{
	const char *name =
	    call_name(architecture_find(policy_machine.name), (uint32_t)box_call(box));
	unsigned last = ARGS;
	unsigned long value;
	size_t n;

	while (last > 0 && !box_argument(box, last - 1, &value))
		last--;
	n = (size_t)snprintf(text, size, "%s(", name ? name : "?");
	for (unsigned i = 0; i < last && n < size; i++) {
		const char *comma = i ? "," : "";

		if (!box_argument(box, i, &value))
			n += (size_t)snprintf(text + n, size - n, "%s*", comma);
		else
			n += (size_t)snprintf(
			    text + n, size - n, value > 70 ? "%s%#lx" : "%s%lu", comma, value);
	}
	if (n < size)
		snprintf(text + n, size - n, ")");
}
