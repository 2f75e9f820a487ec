/* cksum, md5sum, sha256sum and their kin: print a digest or checksum of each input, or check
 * the inputs that lists name. A row is one line, whatever the input is called, and no write
 * ends inside a row of ordinary length. Several small inputs are read first, and then hashed
 * side by side. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets/digest/batch.h"
#include "applets/digest/options.h"
#include "core/applet.h"
#include "lib/digest/digest.h"
#include "lib/digest/line.h"
#include "policies.h"

/* Rows of small inputs are written together, up to PIPE_BUF bytes; they are written before
 * a larger input is read. A size that is a multiple of the page size is not to be trusted:
 * files of /proc and /sys report 0 or 4096. */
enum { ROWS = 4096, PAGE = 4096 };

static bool at_once; /* each row is written as soon as it is known */

static LARGE struct batch batch; /* small inputs that are read, but not hashed */

/* What the lines of a list came to. */
static struct {
	uint64_t improper, unread, failed, matched;
} tally;

/* ---- before the seal ---------------------------------------------------- */

static void
describe_engine(void)
{
	static const char levels[][8] = {"", "avx2", "avx512"};
	const struct cpu cpu = cpu_features();
	const enum digest d = digest_options.digest;
	const char *name = levels[cpu.level];

	if (d == DIGEST_CRC || d == DIGEST_CRC32B)
		name = cpu.also & CPU_VCLMUL ? "vpclmul" : cpu.also & CPU_CLMUL ? "pclmul" : "";
	else if (d >= DIGEST_SHA1 && d <= DIGEST_SHA256 && cpu.also & CPU_SHA)
		name = "sha";
	if (*name)
		note("using %s hardware support", name);
	else
		note("no hardware support used");
}

static const struct policy *
digest_survey(const struct facts *facts)
{
	if (digest_options.debug)
		describe_engine();
	at_once = (facts->inputs > 1 || digest_options.check) && isatty(1);
	/* Where inputs may block, what is before them must be printed first. */
	if (digest_options.check || (facts->inputs > 1 && !facts->irregular))
		reserve(BATCH_ROOM, BATCH_ROOM);
	return &policy_digest;
}

/* ---- sealed: rows -------------------------------------------------------- */

static void
end_row(void)
{
	out_sink_end();
	if (at_once)
		out_flush();
}

static void
print_result(const struct subject *about, const uint8_t *result, uint64_t length)
{
	const struct row row = {about->digest, about->bytes, result, length, about->name};

	if (out_waiting() + row_most(about->name) > ROWS)
		out_flush();
	row_write(out_sink(), &digest_options.style, &row);
	end_row();
}

static void
print_verdict(const char *name, const char *verdict)
{
	if (digest_options.status)
		return;
	if (out_waiting() + row_most(name) > ROWS)
		out_flush();
	row_verdict(out_sink(), &digest_options.style, name, verdict);
	end_row();
}

static void
take_result(const struct subject *about, const uint8_t *result, uint64_t length)
{
	if (!about->line) {
		print_result(about, result, length);
	} else if (line_matches(about->line, result)) {
		tally.matched++;
		if (!digest_options.quiet)
			print_verdict(about->name, "OK");
	} else {
		tally.failed++;
		print_verdict(about->name, "FAILED");
	}
}

/* ---- sealed: small inputs ------------------------------------------------- */

static void
end_batch(void)
{
	if (batch.count == 0)
		return;
	batch_hash(&batch, cpu_features());
	for (size_t i = 0; i < batch.count; i++)
		take_result(&batch.subjects[i], batch.results[i], batch.messages[i].length);
	batch_begin(&batch, reserved().bytes, reserved().size);
}

/* ---- sealed: inputs ------------------------------------------------------- */

/* Reads an input that fits into the memory of the batch. Returns how many bytes it has, BATCH_SMALL
 * if these may not be all, or a negative errno. */
static long
read_small(const struct input *in, uint8_t *to)
{
	size_t got = 0;
	long n;

	do {
		n = in_read(in, to + got, BATCH_SMALL - got);
		if (n < 0)
			return n;
		got += (size_t)n;
	} while (n > 0 && got < BATCH_SMALL && (got != in->size || got % PAGE == 0));
	return (long)got;
}

/* Reads the input to its end, after those bytes, and takes the result. Returns the errno that
 * ended it, or 0. */
static int
hash_stream(const struct input *in, const struct subject *about, const uint8_t *bytes, size_t n)
{
	uint8_t result[DIGEST_MOST];
	struct digest_state state;
	const uint8_t *chunk;
	uint64_t length;
	long got;

	if (in->size > BATCH_SMALL)
		out_flush();
	digest_start(&state, about->digest, about->bytes, cpu_features());
	digest_update(&state, bytes, n);
	while ((got = in_read_chunk(in, &chunk)) > 0)
		digest_update(&state, chunk, (size_t)got);
	if (got < 0)
		return (int)-got;
	length = state.length;
	digest_finish(&state, result);
	take_result(about, result, length);
	return 0;
}

/* The same, but a small input is only added to the batch. */
static int
hash_input(const struct input *in, const struct subject *about)
{
	uint8_t *to;
	long n;

	if (batch.size == 0 || !S_ISREG(in->mode) || in->size == 0 || in->size >= BATCH_SMALL) {
		end_batch();
		return hash_stream(in, about, NULL, 0);
	}
	if (!batch_takes(&batch, about))
		end_batch();
	to = batch_place(&batch);
	n = read_small(in, to);
	if (n >= 0 && n < BATCH_SMALL) {
		batch_add(&batch, about, (size_t)n);
		return 0;
	}
	end_batch();
	return n < 0 ? (int)-n : hash_stream(in, about, to, BATCH_SMALL);
}

static void
print_digests(void)
{
	const bool checksum = digest_options.digest < DIGEST_MD5;
	struct subject about = {.digest = digest_options.digest, .bytes = digest_options.bytes};
	struct input in;
	int error;

	while (in_next_any(&in, &error)) {
		about.name = in.implied && checksum ? NULL : in.name;
		if (error) {
			end_batch();
			in_report(in.name, error);
			continue;
		}
		error = hash_input(&in, &about);
		if (error)
			say("%f: %m", in.name, error);
	}
	end_batch();
}

/* ---- sealed: checking ----------------------------------------------------- */

static void
count_unread(const char *name)
{
	tally.unread++;
	print_verdict(name, "FAILED open or read");
}

static void
check_input(const struct checked *c)
{
	const struct subject about = {c->line->digest, c->line->bytes, c->name, c->line};
	const int error = hash_input(&c->in, &about);

	if (!error)
		return;
	say("%f: %m", c->name, error);
	count_unread(c->name);
}

static void
note_count(uint64_t n, const char *one, const char *several)
{
	if (n > 0)
		say_note("WARNING: %u %s", n, n == 1 ? one : several);
}

static void
sum_up(const struct checked *c, bool proper)
{
	const bool unverified = digest_options.ignore_missing && tally.matched == 0;

	if (!proper) {
		say("%f: no properly formatted checksum lines found", c->list);
		return;
	}
	if (tally.unread || tally.failed || unverified || (digest_options.strict && tally.improper))
		fail_later();
	if (digest_options.status)
		return;
	note_count(
	    tally.improper, "line is improperly formatted", "lines are improperly formatted");
	note_count(tally.unread, "listed file could not be read", "listed files could not be read");
	note_count(
	    tally.failed, "computed checksum did NOT match", "computed checksums did NOT match");
	if (unverified)
		say("%f: no file was verified", c->list);
}

static void
say_improper(const struct checked *c, const char *tag)
{
	end_batch();
	tally.improper++;
	if (digest_options.warn)
		say_note("%f: %u: improperly formatted %s checksum line", c->list, c->number, tag);
}

/* What GNU's diagnostics call the improper lines after that one. */
static const char *
tag_of(const struct checked *c)
{
	return digest_options.rule.tagged_only ? row_tags[c->line->digest] : digest_options.tag;
}

static void
check_lists(void)
{
	const char *tag = digest_options.tag;
	bool proper = false;
	struct checked c;

	for (;;) {
		if (batch.count && !in_checked_ready())
			end_batch();
		if (!in_checked(&c))
			break;
		switch (c.kind) {
		case CHECKED_INPUT:
			proper = true;
			tag = tag_of(&c);
			check_input(&c);
			break;
		case CHECKED_UNOPENED:
			proper = true;
			tag = tag_of(&c);
			if (c.error == ENOENT && digest_options.ignore_missing)
				break;
			end_batch();
			checked_say(&c);
			count_unread(c.name);
			break;
		case CHECKED_IMPROPER:
			say_improper(&c, tag);
			break;
		case CHECKED_END:
			end_batch();
			if (c.error)
				checked_say(&c);
			else
				sum_up(&c, proper);
			memset(&tally, 0, sizeof(tally));
			proper = false;
			break;
		}
	}
}

static void
digest_run(void)
{
	batch_begin(&batch, reserved().bytes, reserved().size);
	if (digest_options.check)
		check_lists();
	else
		print_digests();
}

const struct applet applet_digest = {
    .names = digest_names,
    .name_count = NAMES,
    .option = digest_option,
    .parsed = digest_parsed,
    .survey = digest_survey,
    .run = digest_run,
};
