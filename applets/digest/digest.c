/* cksum, md5sum, sha256sum and their kin: print a digest or checksum of each input. A row is
 * one line, whatever the input is called, and no write ends inside a row of ordinary
 * length. */
#include <sys/stat.h>
#include <unistd.h>

#include "applets/digest/options.h"
#include "core/applet.h"
#include "lib/digest/digest.h"
#include "policies.h"

/* Rows of small inputs are written together, up to PIPE_BUF bytes; they are written before
 * a larger input is read. */
enum { ROWS = 4096, SMALL = 16 << 10 };

static bool at_once; /* each row is written as soon as it is known */

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
	at_once = facts->inputs > 1 && isatty(1);
	return &policy_digest;
}

/* ---- sealed ------------------------------------------------------------- */

static void
print_row(const struct input *in, const uint8_t *result, uint64_t length)
{
	const bool nameless = in->implied && digest_options.digest < DIGEST_MD5;
	const struct row row = {
	    .digest = digest_options.digest,
	    .bytes = digest_options.bytes,
	    .result = result,
	    .length = length,
	    .name = nameless ? NULL : in->name,
	};

	if (out_waiting() + row_most(row.name) > ROWS)
		out_flush();
	row_write(out_sink(), &digest_options.style, &row);
	out_sink_end();
	if (at_once)
		out_flush();
}

/* Reads the input to its end. Returns the errno that ended it, or 0. */
static int
read_input(const struct input *in, struct digest_state *s)
{
	const uint8_t *chunk;
	long n;

	digest_start(s, digest_options.digest, digest_options.bytes, cpu_features());
	while ((n = in_read_chunk(in, &chunk)) > 0)
		digest_update(s, chunk, (size_t)n);
	return (int)-n;
}

static void
digest_run(void)
{
	uint8_t result[DIGEST_MOST];
	struct digest_state state;
	struct input in;

	while (in_next(&in)) {
		int error;

		if (in.size > SMALL)
			out_flush();
		error = read_input(&in, &state);
		if (error) {
			say("%f: %m", in.name, error);
		} else {
			const uint64_t length = state.length;

			digest_finish(&state, result);
			print_row(&in, result, length);
		}
	}
}

#define NOTES                                                                                      \
	"With no FILE, or when FILE is -, standard input is read. There is no difference\n"        \
	"between binary and text mode but for the character before the name."

#define SUM(id, called, algorithm, opts)                                                           \
	[id] = {                                                                                   \
	    .name = (called),                                                                      \
	    .summary = "print " algorithm " digests",                                              \
	    .usage = "[OPTION]... [FILE]...",                                                      \
	    .notes = NOTES,                                                                        \
	    .options = (opts),                                                                     \
	}

static const struct applet_name names[] = {
    [NAME_CKSUM] =
        {
            .name = "cksum",
            .summary = "print digests and checksums",
            .usage = "[OPTION]... [FILE]...",
            .notes =
                "With no FILE, or when FILE is -, standard input is read. TYPE is one of: bsd,\n"
                "sysv (as sum computes them), crc (default), crc32b, md5, sha1, sha224, sha256,\n"
                "sha384, sha512, sha2, sha3, blake2b. Without -a, each row is a POSIX CRC and a\n"
                "number of bytes.",
            .options = digest_cksum_opts,
        },
    SUM(NAME_MD5SUM, "md5sum", "MD5", digest_sum_opts),
    SUM(NAME_SHA1SUM, "sha1sum", "SHA-1", digest_sum_opts),
    SUM(NAME_SHA224SUM, "sha224sum", "SHA-224", digest_sum_opts),
    SUM(NAME_SHA256SUM, "sha256sum", "SHA-256", digest_sum_opts),
    SUM(NAME_SHA384SUM, "sha384sum", "SHA-384", digest_sum_opts),
    SUM(NAME_SHA512SUM, "sha512sum", "SHA-512", digest_sum_opts),
    SUM(NAME_B2SUM, "b2sum", "BLAKE2b", digest_b2sum_opts),
};

const struct applet applet_digest = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = digest_option,
    .parsed = digest_parsed,
    .survey = digest_survey,
    .run = digest_run,
};
