/* The table of calls: core/box/confine/calls_table.h, packed. */
#include "core/box/confine/calls.h"

#include <linux/audit.h>

#include "core/box/confine/calls_table.h"

const char entry_name[ENTRIES][8] = {"x86_64", "i386"};
const uint32_t entry_token[ENTRIES] = {AUDIT_ARCH_X86_64, AUDIT_ARCH_I386};
const char calls_of[] = CALLS_OF;

/* All names, one after the other, each ended by a NUL: an array of pointers would have to be
 * relocated at every start. */
struct names {
#define CALL(name, ...) char call_##name[sizeof(#name)];
	CALLS
#undef CALL
};

static const struct names names = {
#define CALL(name, ...) .call_##name = #name,
    CALLS
#undef CALL
};

static const struct call {
	uint16_t name;
	int16_t number[ENTRIES];
	uint32_t sizes[ENTRIES];
} calls[] = {
#define CALL(name, n64, sizes64, n32, sizes32)                                                     \
	{offsetof(struct names, call_##name), {n64, n32}, {sizes64, sizes32}},
    CALLS
#undef CALL
};

const size_t calls_count = sizeof(calls) / sizeof(*calls);

const char *
call_name(int call)
{
	return (const char *)&names + calls[call].name;
}

int
call_number(enum entry entry, int call)
{
	return calls[call].number[entry];
}

#define CALL(name, n64, sizes64, n32, sizes32)                                                     \
	_Static_assert((n64) < CALL_NUMBERS && (n32) < CALL_NUMBERS, #name);
CALLS
#undef CALL

void
calls_mark(enum entry entry, bool places[CALL_NUMBERS])
{
	for (size_t i = 0; i < calls_count; i++)
		if (calls[i].number[entry] >= 0)
			places[calls[i].number[entry]] = true;
}

unsigned
call_argument_size(enum entry entry, int call, unsigned arg)
{
	return calls[call].sizes[entry] >> 4 * arg & 15;
}

/* How the name of a call comes in order beside this one. */
static int
order(const char *name, size_t length, int call)
{
	const char *at = call_name(call);

	for (size_t i = 0; i < length; i++)
		if (name[i] != at[i])
			return (uint8_t)name[i] - (uint8_t)at[i];
	return at[length] ? -1 : 0;
}

int
call_find(const char *name, size_t length)
{
	int low = 0, high = (int)calls_count;

	while (low < high) {
		const int middle = (low + high) / 2;
		const int is = order(name, length, middle);

		if (!is)
			return middle;
		if (is < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return CALL_NONE;
}

int
call_of_number(enum entry entry, uint32_t number)
{
	for (size_t i = 0; i < calls_count; i++)
		if (calls[i].number[entry] >= 0 && (uint32_t)calls[i].number[entry] == number)
			return (int)i;
	return CALL_NONE;
}

uint32_t
call_last(enum entry entry)
{
	int last = 0;

	for (size_t i = 0; i < calls_count; i++)
		if (calls[i].number[entry] > last)
			last = calls[i].number[entry];
	return (uint32_t)last;
}
