/* Prepares a copy by splice: enlarges the pipes that are there, or makes a private one. Where
 * that fails, the copy is only slower. */
#include "core/before/pipe.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/copy.h"
#include "core/applet.h"
#include "core/descriptors.h"

/* Larger pipes were no faster, and all pipes of a user share one limit. */
enum { PIPE_SIZE = 256 * 1024 };

static bool made;

/* Not under an outer filter, which may kill for fcntl. The copy works with any size. */
static void
grow(int fd)
{
	int size;

	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 0)
		return;
	size = fcntl(fd, F_GETPIPE_SZ);
	if (size > 0 && size < PIPE_SIZE)
		(void)fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
}

/* Makes the private pipe, as descriptors 4 and 5. What had these numbers is not needed: the
 * inputs are open. All numbers below have to be taken, so dup fills one that is free. */
static bool
make_relay(void)
{
	int below, fd[2];

	close(RELAY_OUT);
	close(RELAY_IN);
	below = dup(STDIN_FILENO);
	if (below >= RELAY_OUT)
		close(below);
	if (pipe(fd) != 0 || fd[0] != RELAY_OUT || fd[1] != RELAY_IN)
		return false;
	grow(RELAY_OUT);
	return true;
}

enum copy_way
copy_way(const struct facts *f, const struct out_facts *out)
{
	bool only_pipe = f->inputs == 1 && S_ISFIFO(f->mode);

	if (!f->irregular && f->sizes < COPY_LARGE)
		return COPY_READ;
	if (f->inputs == 1 && !S_ISREG(f->mode) && !S_ISBLK(f->mode) && !only_pipe)
		return COPY_READ;
	if (!out->mode || out->append || (S_ISCHR(out->mode) && isatty(STDOUT_FILENO)))
		return COPY_READ;
	/* From within a file its size does not tell how many bytes are left, and splicing at
	 * its end raises SIGPIPE where nobody reads. */
	if (lseek(STDIN_FILENO, 0, SEEK_CUR) > 0)
		return COPY_READ;
	if (S_ISFIFO(out->mode) || only_pipe) {
		if (only_pipe)
			grow(STDIN_FILENO);
		if (S_ISFIFO(out->mode))
			grow(STDOUT_FILENO);
		return COPY_SPLICE;
	}
	made = make_relay();
	return made ? COPY_RELAY : COPY_READ;
}

unsigned
kept_pipe(void)
{
	return made ? 1U << RELAY_OUT | 1U << RELAY_IN : 0;
}
