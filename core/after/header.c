/* The header before each of several inputs. Its name is quoted where it must be, so that no
 * name forges another header. */
#include "core/applet.h"
#include "lib/text/quote.h"
#include "lib/text/text.h"

static bool wanted;

void
out_header_setup(enum headers when, const struct operands *operands)
{
	wanted = when == HEADERS_ALWAYS || (when == HEADERS_SEVERAL && operands->count > 1);
}

static void
header_drain(struct text *t)
{
	out_write(t->buf, t->len);
	t->len = 0;
}

void
out_header(const struct input *in)
{
	static bool any;
	char buf[256];
	struct text t = {
	    .buf = buf, .cap = sizeof(buf), .utf8 = utf8_locale(), .drain = header_drain};

	if (!wanted)
		return;
	text_str(&t, any ? "\n==> " : "==> ");
	if (is_stdin(in->name))
		text_str(&t, in_title(in));
	else
		quote_name(&t, in->name);
	text_str(&t, " <==\n");
	header_drain(&t);
	any = true;
}
