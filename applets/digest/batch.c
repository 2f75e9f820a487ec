#include "applets/digest/batch.h"

#include <string.h>

/* Of a line, the digits and the name. */
enum { TEXT_MOST = 2 * DIGEST_MOST + LINE_MOST + 1 };

void
batch_begin(struct batch *b, uint8_t *memory, size_t size)
{
	b->memory = memory;
	b->size = size;
	b->count = b->used = 0;
}

bool
batch_takes(const struct batch *b, const struct subject *about)
{
	const struct subject *const first = &b->subjects[0];

	return b->count < BATCH_MOST && b->size - b->used >= BATCH_SMALL + TEXT_MOST &&
	       (b->count == 0 || (first->digest == about->digest && first->bytes == about->bytes));
}

uint8_t *
batch_place(const struct batch *b)
{
	return b->memory + b->used;
}

static size_t
digits_of(const struct digest_line *line)
{
	return line->base64 ? (line->bytes + 2) / 3 * (size_t)4 : line->bytes * (size_t)2;
}

static char *
keep(struct batch *b, const char *text, size_t n)
{
	uint8_t *const copy = batch_place(b);

	memcpy(copy, text, n);
	b->used += n;
	return (char *)copy;
}

void
batch_add(struct batch *b, const struct subject *about, size_t length)
{
	struct subject *const kept = &b->subjects[b->count];
	struct digest_line *const line = &b->lines[b->count];

	b->messages[b->count] = (struct digest_message){batch_place(b), length};
	b->used += length;
	b->count++;
	*kept = *about;
	if (!about->line)
		return;
	*line = *about->line;
	line->digits = keep(b, line->digits, digits_of(line));
	kept->line = line;
	kept->name = keep(b, about->name, line->length + 1);
}

void
batch_hash(struct batch *b, struct cpu cpu)
{
	digest_many(
	    b->subjects[0].digest, b->subjects[0].bytes, cpu, b->messages, b->count, b->results);
}
