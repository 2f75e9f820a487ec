/* Skipping by seeking, where that skips as surely as reading. */
#include <sys/stat.h>
#include <unistd.h>

#include "core/applet.h"

/* How many bytes that are: up to the size of a regular file. Files of /proc have size 0, and
 * a seek past their end would succeed unnoticed. */
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
