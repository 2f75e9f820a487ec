/* cat: concatenates inputs, as GNU does. Without an option that changes bytes, they are
 * copied, if possible without entering the process. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets/cat/show.h"
#include "core/applet.h"
#include "policies.h"

static struct {
	struct show_options show;
	bool changes;
	enum copy_way way;
	struct out_facts out;
} opt;

static const struct opt options[] = {
    {'b', OPT_NONE, 0, "number-nonblank", "", "number lines that are not blank; overrides -n"},
    {'n', OPT_NONE, 0, "number", "", "number all lines"},
    {'s', OPT_NONE, 0, "squeeze-blank", "", "print one blank line for several in a row"},
    {'v', OPT_NONE, 0, "show-nonprinting", "", "show bytes in ^ and M- notation, but LF and TAB"},
    {'E', OPT_NONE, 0, "show-ends", "", "show $ at the end of each line, CR LF as ^M$"},
    {'T', OPT_NONE, 0, "show-tabs", "", "show TAB as ^I"},
    {'A', OPT_NONE, 0, "show-all", "", "the same as -vET"},
    {'e', OPT_NONE, 0, "", "", "the same as -vE"},
    {'t', OPT_NONE, 0, "", "", "the same as -vT"},
    {'u', OPT_NONE, 0, "", "", "ignored: output never waits for more input"},
    {0},
};

static void
cat_option(int id, const char *value)
{
	struct show_options *o = &opt.show;

	(void)value;
	if (id == 'u')
		return;
	opt.changes = true;
	o->nonblank = o->nonblank || id == 'b';
	o->number = o->number || id == 'n';
	o->squeeze = o->squeeze || id == 's';
	o->controls = o->controls || id == 'v' || id == 'A' || id == 'e' || id == 't';
	o->ends = o->ends || id == 'E' || id == 'A' || id == 'e';
	o->tabs = o->tabs || id == 'T' || id == 'A' || id == 't';
}

/* Only what has a position can be its own input. */
static bool
is_file(uint32_t mode)
{
	return S_ISREG(mode) || S_ISBLK(mode);
}

static const struct policy *
cat_survey(const struct facts *facts)
{
	opt.out = out_facts(facts);
	if (opt.out.missing)
		fail("standard output: %m", EBADF);
	opt.way = opt.changes ? COPY_READ : copy_way(facts, &opt.out);
	if (opt.way == COPY_SPLICE)
		return &policy_cat_splice;
	if (opt.way == COPY_RELAY)
		return is_file(opt.out.mode) ? &policy_cat_relay_file : &policy_cat_relay;
	return is_file(opt.out.mode) ? &policy_cat_file : &policy_cat;
}

/* Whether the input and the output are one file. */
static bool
is_output(const struct input *in)
{
	return is_file(opt.out.mode) && is_file(in->mode) && in->dev == opt.out.dev &&
	       in->ino == opt.out.ino;
}

/* Whether copying would never end, because output is appended after the place that is
 * read. */
static bool
feeds_itself(const struct input *in)
{
	int64_t from;

	if (!is_output(in))
		return false;
	out_flush(); /* pending output counts as written */
	from = in_seek(0, SEEK_CUR);
	return from >= 0 && from < out_seek(opt.out.append ? SEEK_END : SEEK_CUR);
}

/* Pages of the output itself must not be spliced: they change. */
static long
copy_unchanged(const struct input *in)
{
	return copy_input(in, is_output(in) ? COPY_READ : opt.way);
}

/* Writes the first of these bytes, as far as they are shown as they are; returns where that
 * ends. */
static const uint8_t *
put_same(struct show *state, const uint8_t *p, const uint8_t *end)
{
	size_t n = show_same(state, p, end);

	out_write(p, n);
	return p + n;
}

static long
transform(const struct input *in, struct show *state)
{
	const uint8_t *chunk, *p;
	long n;

	while ((n = in_read_chunk(in, &chunk)) > 0)
		for (p = put_same(state, chunk, chunk + n); p < chunk + n;) {
			uint8_t *room = out_room(OUT_ROOM);
			out_used(show(state, &p, chunk + n, room, out_free()));
		}
	return n;
}

static void
cat_run(void)
{
	static LARGE _Alignas(64) struct show state;
	struct input in;
	long n;

	if (opt.changes)
		show_begin(&state, &opt.show, cpu_level());
	while (in_next(&in)) {
		if (feeds_itself(&in)) {
			say("%f: input file is output file", in.name);
			continue;
		}
		n = opt.changes ? transform(&in, &state) : copy_unchanged(&in);
		if (n < 0)
			say("%f: %m", in.name, (int)-n);
	}
	if (opt.changes)
		out_used(show_end(&state, out_room(SHOW_HELD)));
}

static const struct applet_name names[] = {
    {
        .name = "cat",
        .summary = "concatenate files to standard output",
        .usage = "[OPTION]... [FILE]...",
        .notes = "With no FILE, or when FILE is -, standard input is read.",
        .options = options,
    },
};

const struct applet applet_cat = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = cat_option,
    .survey = cat_survey,
    .run = cat_run,
};
