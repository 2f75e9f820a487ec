/* The ring: random additions and removals, each byte of which has the number of its
 * addition. */
#include "lib/ring.h"

#include "tests/engine.h"

enum { FIRST = 2 * RING_ROOM, MOST = 7 * RING_ROOM, STEPS = 1000 };

static uint8_t
nth_byte(uint64_t n)
{
	return (uint8_t)(n * 0x9E3779B97F4A7C15 >> 56);
}

/* Whether it holds the bytes from `from` to `to`, in order. */
static bool
holds(struct ring ring, uint64_t from, uint64_t to)
{
	while (ring.held) {
		size_t n;
		const uint8_t *bytes = ring_front(&ring, &n);

		for (size_t i = 0; i < n; i++)
			if (bytes[i] != nth_byte(from++))
				return false;
		ring_drop(&ring, n);
	}
	return from == to;
}

static void
drop(struct ring *ring, size_t n, uint64_t *from)
{
	while (n) {
		size_t size;

		(void)ring_front(ring, &size);
		size = size < n ? size : n;
		ring_drop(ring, size);
		*from += size;
		n -= size;
	}
}

/* Seldom more is taken than is added, so that it grows, and then stays full. */
static void
test_run(uint8_t *memory, size_t first, size_t most)
{
	struct ring ring = {.bytes = memory, .size = first, .most = most};
	uint64_t from = 0, to = 0;

	for (int i = 0; i < STEPS; i++) {
		size_t n = random_below(random_below(3) ? RING_ROOM + 1 : 100);

		while (!ring_has_room(&ring) && (ring.held > most / 2 || random_below(2)) &&
		       ring_grow(&ring))
			;
		if (!ring_has_room(&ring))
			drop(&ring, ring.held - (ring.size - RING_ROOM), &from);
		for (size_t j = 0; j < n; j++)
			ring_room(&ring)[j] = nth_byte(to + j);
		ring_add(&ring, n);
		to += n;
		if (random_below(2))
			drop(&ring, random_below(ring.held + 1), &from);
		if (i % 16 == 0 && fails(holds(ring, from, to)))
			printf("step %d of a ring of %zu to %zu bytes\n", i, first, most);
	}
	if (fails(to - from == ring.held && ring.size <= most))
		printf("a ring of %zu to %zu bytes: %zu\n", first, most, ring.size);
}

int
main(void)
{
	for (size_t extra = 0; extra < 6; extra++) {
		const size_t most = MOST + extra * 1001;
		uint8_t *memory = malloc(most + RING_ROOM);

		if (!memory)
			abort();
		test_run(memory, FIRST, most);
		test_run(memory, RING_ROOM + extra, RING_ROOM + extra);
		free(memory);
	}
	return finish();
}
