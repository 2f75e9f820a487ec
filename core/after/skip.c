/* Skipping: by seeking where that is as sure as reading, else by reading. No byte is taken
 * from the input that is not asked for, so that another process that shares it can read
 * the rest. */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "core/applet.h"

/* How many bytes can be skipped by seeking as surely as by reading: up to the size of a
 * regular file. Files of /proc have size 0, and a seek past their end would succeed
 * unnoticed. */
static uint64_t
seekable(const struct input *in)
{
	int64_t position;

	if (S_ISCHR(in->mode) || S_ISBLK(in->mode))
		return UINT64_MAX;
	if (!S_ISREG(in->mode))
		return 0;
	position = in_seek(0, SEEK_CUR);
	return position < 0 || (uint64_t)position > in->size ? 0 : in->size - (uint64_t)position;
}

uint64_t
in_seek_over(const struct input *in, uint64_t n)
{
	uint64_t far = seekable(in), done = 0;

	while (done < n && done < far) {
		uint64_t step = n < far ? n - done : far - done;

		if (step > INT64_MAX)
			step = INT64_MAX;
		if (in_seek((int64_t)step, SEEK_CUR) < 0)
			break;
		done += step;
	}
	return done;
}

/* /dev/kmsg: a read with too little room for a record fails with EINVAL, and the record is
 * lost. */
static bool
loses_records(const struct input *in)
{
	return S_ISCHR(in->mode) && in->rdev == makedev(1, 11);
}

long
in_read_at_most(const struct input *in, void *buf, size_t size, uint64_t n)
{
	const size_t most = n < size && !loses_records(in) ? (size_t)n : size;
	long got = in_read(in, buf, most);

	if (got == -EINVAL && most < size)
		got = in_read(in, buf, size);
	return got > 0 && (uint64_t)got > n ? (long)n : got;
}

struct skipped
in_skip(const struct input *in, uint64_t n, uint64_t more, uint8_t *buf, size_t size)
{
	struct skipped s = {.bytes = in_seek_over(in, n)};

	while (s.bytes < n) {
		const uint64_t left = n - s.bytes;
		const uint64_t most = more < UINT64_MAX - left ? left + more : UINT64_MAX;
		long got = in_read_at_most(in, buf, size, most);

		if (got < 0)
			s.error = (int)-got;
		if (got <= 0)
			break;
		if ((uint64_t)got > left) {
			s.ahead = (size_t)got - (size_t)left;
			memmove(buf, buf + left, s.ahead);
			got = (long)left;
		}
		s.bytes += (uint64_t)got;
	}
	return s;
}
