/* Check lists: the names come from the proper lines of several lists, each a descriptor of its
 * own. The applet is told of all other lines too, but for comments. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/feed_inner.h"
#include "core/after/read.h"
#include "core/after/sys.h"
#include "core/applet.h"
#include "core/descriptors.h"
#include "lib/digest/list.h"

static LARGE _Alignas(64) char bytes[4096]; /* of a list */
static LARGE struct digest_list list;
static LARGE char name[LINE_MOST + 1];

/* Opens an input in the folder that Landlock allows. Anything but a regular file is closed
 * again: it was opened without waiting for anybody. */
static void
pass_beneath(struct feed_message *m, const char *text, size_t length)
{
	long fd = -1;

	if (!m->error) {
		fd = feed_open(name, O_NONBLOCK);
		m->error = fd < 0 ? (int)-fd : 0;
	}
	if (fd >= 0) {
		feed_fstat(m, (int)fd);
		if (!S_ISREG(m->input.mode)) {
			sys3(__NR_close, FEED_OPENED, 0, 0);
			*m = (struct feed_message){.error = FEED_IRREGULAR};
			fd = -1;
		}
	}
	feed_pass(m, text, length, fd);
}

static void
pass_input(const struct feed_checked *job, unsigned i, const char *text, size_t length)
{
	struct feed_message m = {0};

	if (is_stdin(name) && (job->beneath || job->lists[i].is_stdin))
		m.error = job->beneath ? FEED_DASH_BENEATH : FEED_DASH;
	if (job->beneath)
		pass_beneath(&m, text, length);
	else
		feed_input(&m, name, text, length);
}

/* A line of list i. */
static void
pass_line(const struct feed_checked *job, unsigned i)
{
	static enum digest_form form;
	const struct feed_message improper = {
	    .kind = FEED_INPUT, .error = FEED_IMPROPER, .number = list.number};
	struct digest_line line;
	const char *text[2];

	switch (list_line(&list, job->rule, &form, &line, text)) {
	case LIST_COMMENT:
		break;
	case LIST_IMPROPER:
		feed_tell(&improper);
		break;
	case LIST_PROPER:
		line_name(&line, name);
		pass_input(job, i, text[0], (size_t)(text[1] - text[0]));
		break;
	}
}

/* After an error, what has come of the last line is left out: it may be the beginning of another
 * name. */
static void
pass_list(const struct feed_checked *job, unsigned i, int fd)
{
	struct feed_message m = {.kind = FEED_LISTED};
	long n;

	list_begin(&list);
	while ((n = read_some(fd, bytes, sizeof(bytes))) > 0) {
		for (size_t at = 0; at < (size_t)n;) {
			at += list_add(&list, bytes + at, (size_t)n - at);
			if (list.complete)
				pass_line(job, i);
		}
	}
	if (n == 0 && !list.complete && list.length)
		pass_line(job, i);
	m.error = (int)-n;
	feed_tell(&m);
}

void
feed_checked(const struct feed_checked *job)
{
	int fd = FEED_LIST;

	for (unsigned i = 0; i < job->count; i++) {
		const struct feed_message none = {
		    .kind = FEED_NO_LIST, .error = job->lists[i].error};

		if (none.error)
			feed_tell(&none);
		else
			pass_list(job, i, fd++);
	}
}
