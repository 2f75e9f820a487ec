/* The list of names of wc --files0-from: each name is ended by a NUL. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/facts.h"
#include "core/after/feed_inner.h"
#include "core/after/read.h"
#include "core/after/sys.h"
#include "core/applet.h"
#include "core/descriptors.h"

static LARGE _Alignas(64) struct {
	char buf[4096];
	size_t at, filled;
	int error;               /* of reading; then the list ends */
	char name[PATH_MAX + 1]; /* the last name, cut off where it is longer */
	size_t length;
	bool too_long;
} list;

/* The next byte of the list; -1 at its end. */
static int
list_byte(void)
{
	long n;

	/* Nothing comes after an error: it might be the rest of another name. */
	if (list.error)
		return -1;
	if (list.at == list.filled) {
		n = read_some(FEED_LIST, list.buf, sizeof(list.buf));
		list.error = n < 0 ? (int)-n : 0;
		list.at = 0;
		list.filled = n > 0 ? (size_t)n : 0;
		if (n <= 0)
			return -1;
	}
	return (unsigned char)list.buf[list.at++];
}

/* The next name, which may lack its NUL at the end of the list. */
static bool
list_next(void)
{
	int c;

	list.length = 0;
	list.too_long = false;
	while ((c = list_byte()) > 0) {
		if (list.length == PATH_MAX)
			list.too_long = true;
		else
			list.name[list.length++] = (char)c;
	}
	list.name[list.length] = '\0';
	return c == 0 || (list.length > 0 && !list.error);
}

/* The first pass over the list, where it can be read twice: what stat says of each name. */
static struct facts
list_facts(const struct feed_job *job)
{
	struct facts f = {0};
	struct stat st = {0};

	while (list_next()) {
		const bool first = f.inputs++ == 0;
		long error = -1;

		if (feed_name_error(list.name) || list.too_long)
			continue;
		if (!is_stdin(list.name))
			error =
			    sys6(__NR_newfstatat, AT_FDCWD, (long)list.name, (long)&st, 0, 0, 0);
		else if (!job->no_stdin)
			error = sys3(__NR_fstat, STDIN_FILENO, (long)&st, 0);
		if (!error)
			facts_add(&f, &st, first);
	}
	sys3(__NR_lseek, FEED_LIST, job->offset, SEEK_SET);
	list.at = list.filled = 0;
	list.error = 0;
	return f;
}

static void
send_facts(const struct feed_job *job)
{
	const struct facts f = job->rewind ? list_facts(job) : (struct facts){0};
	struct feed_message m = {.kind = FEED_FACTS};

	m.facts.inputs = f.inputs;
	m.facts.sizes = f.sizes;
	m.facts.size = f.size;
	m.facts.mode = f.mode;
	m.facts.irregular = f.irregular;
	feed_tell(&m);
}

int
feed_names(const struct feed_job *job)
{
	send_facts(job);
	while (list_next()) {
		struct feed_message m = {.error = feed_name_error(list.name)};

		if (list.too_long)
			m.error = ENAMETOOLONG;
		feed_input(&m, list.name, list.name, list.length);
	}
	return list.error;
}
