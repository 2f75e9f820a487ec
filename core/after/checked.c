/* The inputs that check lists name. The feeder has taken each line apart to open what it
 * names; here the same is done again, for the digest. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/after/in.h"
#include "core/after/sys.h"
#include "core/applet.h"
#include "lib/digest/line.h"

static const struct in_plan *plan;
static size_t list; /* which one is read */
static bool ended;
static enum digest_form form;
static LARGE struct {
	char text[LINE_MOST]; /* what has come of a line */
	size_t length;
	struct digest_line line;
	char name[LINE_MOST + 1];
} now;

void
checked_setup(const struct in_plan *p)
{
	plan = p;
}

static void
keep_text(const struct feed_message *m)
{
	if (m->length > FEED_NAME_MAX || m->length > LINE_MOST - now.length)
		inputs_lost();
	memcpy(now.text + now.length, m->name, m->length);
	now.length += m->length;
}

/* The next message that is not only a part of a line. */
static struct feed_message
next_message(void)
{
	struct feed_message m;

	now.length = 0;
	do {
		m = in_receive();
		keep_text(&m);
	} while (m.kind == FEED_NAME || m.kind == FEED_PAUSE);
	return m;
}

static void
take_line(struct checked *c, const struct feed_message *m)
{
	if (m->error == FEED_IMPROPER) {
		c->kind = CHECKED_IMPROPER;
		c->number = m->number;
		return;
	}
	if (!line_parse(&now.line, plan->checked, &form, now.text, now.length))
		inputs_lost();
	line_name(&now.line, now.name);
	c->kind = m->error ? CHECKED_UNOPENED : CHECKED_INPUT;
	c->line = &now.line;
	c->name = now.name;
	c->error = m->error;
	if (!m->error)
		in_describe(&c->in, now.name, m);
}

bool
in_checked(struct checked *c)
{
	const size_t lists = plan->names ? plan->count : 1;
	struct feed_message m;

	if (ended)
		return false;
	sys3(__NR_close, STDIN_FILENO, 0, 0);
	m = next_message();
	ended = m.kind == FEED_END;
	if (ended)
		return false;
	if (list == lists)
		inputs_lost();
	*c = (struct checked){.list = plan->names ? plan->names[list] : "-"};
	if (is_stdin(c->list))
		c->list = "standard input";
	switch (m.kind) {
	case FEED_INPUT:
		take_line(c, &m);
		break;
	case FEED_LISTED:
	case FEED_NO_LIST:
		c->kind = CHECKED_END;
		c->error = m.error;
		c->opened = m.kind == FEED_LISTED;
		list++;
		break;
	default:
		inputs_lost();
	}
	return true;
}

void
checked_say(const struct checked *c)
{
	if (c->kind == CHECKED_END)
		say(c->opened ? "%f: read error: %m" : "%f: %m", c->list, c->error);
	else if (c->error == FEED_IRREGULAR)
		say("%f: not a regular file", c->name);
	else if (c->error == FEED_DASH_BENEATH)
		say("with --beneath, no file name of '-' allowed");
	else
		in_report(c->name, c->error);
}
