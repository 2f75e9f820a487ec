/* Repeated blocks in plain C: the reference. */
#include "lib/dump/squeeze.h"

#include "lib/cpu/load.h"

/* Bytes compared at a time: enough for the compiler to make vectors of them. */
enum { STRIDE = 256 };

static bool
stride_equal(const uint8_t *p, const uint8_t *q)
{
	uint64_t differ = 0;

	for (size_t i = 0; i < STRIDE; i += sizeof(differ))
		differ |= load_u64(p + i) ^ load_u64(q + i);
	return !differ;
}

static size_t
squeeze_bytes_plain(const uint8_t *p, size_t n, size_t back)
{
	const uint8_t *q = p - back;
	size_t i = 0;

	while (n - i >= STRIDE && stride_equal(p + i, q + i))
		i += STRIDE;
	while (n - i >= sizeof(uint64_t) && load_u64(p + i) == load_u64(q + i))
		i += sizeof(uint64_t);
	while (i < n && p[i] == q[i])
		i++;
	return i;
}

size_t
squeeze_run_plain(const uint8_t *p, size_t n, size_t block, bool same)
{
	return squeeze_by(squeeze_bytes_plain, p, n, block, same);
}
