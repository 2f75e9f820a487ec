#include "core/box/confine/memory.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "core/before/fail.h"
#include "core/status.h"
#include "lib/arena.h"

/* What is mapped at a time; pages that nobody touches cost nothing. */
enum { CHUNK = 1 << 20, ALIGNMENT = 16, FIRST = 16 };

static struct arena chunk;

void *
memory_take(size_t size)
{
	const size_t most = size > CHUNK ? size : CHUNK;
	void *taken = arena_take_aligned(&chunk, size, ALIGNMENT);

	if (taken)
		return taken;
	taken = mmap(
	    NULL, most, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (taken == MAP_FAILED)
		fail_with(SEAL_FAILED, "no memory to make a filter: %m", errno);
	chunk = (struct arena){taken, (uint8_t *)taken + most};
	return arena_take_aligned(&chunk, size, ALIGNMENT);
}

void *
memory_grow(void *array, size_t count, size_t size)
{
	void *larger;

	/* It is full whenever its count is 0, or FIRST times a power of two. */
	if (count && (count < FIRST || (count & (count - 1))))
		return array;
	/* What was taken last grows where it is. */
	if (count && (uint8_t *)array + count * size == chunk.at &&
	    arena_take(&chunk, count * size))
		return array;
	larger = memory_take((count ? 2 * count : FIRST) * size);
	if (count)
		memcpy(larger, array, count * size);
	return larger;
}
