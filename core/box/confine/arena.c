#include "core/box/confine/arena.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "core/before/fail.h"
#include "core/status.h"

/* What is mapped at a time; pages that nobody touches cost nothing. */
enum { CHUNK = 1 << 20, ALIGNMENT = 16, LARGE_ELEMENT = 64 };

static uint8_t *next;
static size_t left;

void *
arena_take(size_t size)
{
	void *taken;

	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (size > left) {
		const size_t most = size > CHUNK ? size : CHUNK;
		void *chunk = mmap(NULL, most, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

		if (chunk == MAP_FAILED)
			fail_with(SEAL_FAILED, "no memory to make a filter: %m", errno);
		next = chunk;
		left = most;
	}
	taken = next;
	next += size;
	left -= size;
	return taken;
}

void *
arena_grow(void *array, size_t count, size_t size)
{
	const size_t first = size > LARGE_ELEMENT ? 2 : 16;
	void *larger;

	/* It is full whenever its count is 0, or the first size times a power of two. */
	if (count && (count < first || (count & (count - 1))))
		return array;
	larger = arena_take((count ? 2 * count : first) * size);
	if (count)
		memcpy(larger, array, count * size);
	return larger;
}
