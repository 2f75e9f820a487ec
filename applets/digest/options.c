#include "applets/digest/options.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

enum {
	OPT_TAG = OPT_LONG,
	OPT_UNTAGGED,
	OPT_BASE64,
	OPT_RAW,
	OPT_DEBUG,
};

/* Bits of BLAKE2b's longest digest. */
enum { BITS_MOST = 8 * DIGEST_MOST };

struct digest_options digest_options;

static struct {
	bool algorithm;                                        /* -a was given */
	enum { FAMILY_NONE, FAMILY_SHA2, FAMILY_SHA3 } family; /* the digest depends on -l */
	const char *length;                                    /* of -l */
	bool untagged, tagged; /* the last of --tag and --untagged */
	bool text;             /* -t was given after the last --untagged, and no -b after it */
} given;

/* ---- algorithms -------------------------------------------------------------- */

/* In the order of diagnostics. Families have several lengths. */
static const struct {
	char name[8];
	uint8_t digest, family;
} algorithms[] = {
    {"bsd", DIGEST_BSD, FAMILY_NONE},
    {"sysv", DIGEST_SYSV, FAMILY_NONE},
    {"crc", DIGEST_CRC, FAMILY_NONE},
    {"crc32b", DIGEST_CRC32B, FAMILY_NONE},
    {"md5", DIGEST_MD5, FAMILY_NONE},
    {"sha1", DIGEST_SHA1, FAMILY_NONE},
    {"sha224", DIGEST_SHA224, FAMILY_NONE},
    {"sha256", DIGEST_SHA256, FAMILY_NONE},
    {"sha384", DIGEST_SHA384, FAMILY_NONE},
    {"sha512", DIGEST_SHA512, FAMILY_NONE},
    {"sha2", DIGEST_SHA224, FAMILY_SHA2},
    {"sha3", DIGEST_SHA3_224, FAMILY_SHA3},
    {"blake2b", DIGEST_BLAKE2B, FAMILY_NONE},
};

static void
parse_algorithm(const char *value)
{
	for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
		if (strcmp(value, algorithms[i].name) != 0)
			continue;
		given.algorithm = true;
		given.family = algorithms[i].family;
		digest_options.digest = algorithms[i].digest;
		return;
	}
	fail_usage(
	    "invalid argument %q for '--algorithm'\nValid arguments are:\n"
	    "  - 'bsd'\n  - 'sysv'\n  - 'crc'\n  - 'crc32b'\n  - 'md5'\n  - 'sha1'\n"
	    "  - 'sha224'\n  - 'sha256'\n  - 'sha384'\n  - 'sha512'\n  - 'sha2'\n  - 'sha3'\n"
	    "  - 'blake2b'",
	    value);
}

/* Reads a number as xnumtoumax() does in base 10, with blanks and a plus sign. What does not
 * fit becomes UINT64_MAX. */
static uint64_t
parse_length(const char *text)
{
	const char *p = text, *digits;
	uint64_t bits;

	while (ascii_is_space(*p))
		p++;
	if (*p == '+')
		p++;
	digits = p;
	if (!number_parse(&p, NULL, 10, &bits))
		bits = UINT64_MAX;
	if (p == digits || *p != '\0')
		fail("invalid length: %q", text);
	return bits;
}

void
digest_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		parse_algorithm(value);
		break;
	case 'l':
		parse_length(value);
		given.length = value;
		break;
	case 'b':
		digest_options.style.binary = true;
		given.text = false;
		break;
	case 't':
		digest_options.style.binary = false;
		given.text = true;
		break;
	case 'z':
		digest_options.style.zero = true;
		break;
	case OPT_TAG:
		given.tagged = true;
		given.untagged = false;
		break;
	case OPT_UNTAGGED:
		if (given.tagged)
			given.text = digest_options.style.binary = false;
		given.untagged = true;
		given.tagged = false;
		break;
	case OPT_BASE64:
		digest_options.style.base64 = true;
		break;
	case OPT_RAW:
		digest_options.style.raw = true;
		break;
	case OPT_DEBUG:
		digest_options.debug = true;
		break;
	default:
		break;
	}
}

/* ---- all of them together ----------------------------------------------------- */

static unsigned
bytes_of_blake2b(uint64_t bits)
{
	if (bits > BITS_MOST) {
		note("invalid length: %q", given.length);
		fail("maximum digest length for 'BLAKE2b' is %u bits", (uint64_t)BITS_MOST);
	}
	if (bits % 8 != 0) {
		note("invalid length: %q", given.length);
		fail("length is not a multiple of 8");
	}
	return (unsigned)bits / 8;
}

/* Of a family, the digest that has so many bits. */
static void
choose_member(uint64_t bits)
{
	const enum digest first = digest_options.digest;
	const char *name = given.family == FAMILY_SHA2 ? "sha2" : "sha3";

	if (!given.length)
		fail("--algorithm=%s requires specifying --length 224, 256, 384, or 512", name);
	for (enum digest d = first; d < first + 4; d++) {
		if (UINT64_C(8) * digest_algorithms[d].bytes == bits) {
			digest_options.digest = d;
			return;
		}
	}
	note("invalid length: %q", given.length);
	fail("digest length for '%s' must be 224, 256, 384, or 512",
	    given.family == FAMILY_SHA2 ? "SHA2" : "SHA3");
}

static void
choose_length(void)
{
	const uint64_t bits = given.length ? parse_length(given.length) : 0;

	if (given.family != FAMILY_NONE)
		choose_member(bits);
	else if (digest_options.digest == DIGEST_BLAKE2B)
		digest_options.bytes = bytes_of_blake2b(bits);
	else if (bits > 0)
		fail("--length is only supported with --algorithm blake2b, sha2, or sha3");
	if (digest_options.bytes == 0)
		digest_options.bytes = digest_algorithms[digest_options.digest].bytes;
}

static void
choose_style(unsigned name)
{
	struct row_style *style = &digest_options.style;

	style->utf8 = utf8_locale();
	style->tag = name == NAME_CKSUM ? !given.untagged : given.tagged;
	if (style->base64 && style->raw)
		fail_usage("--base64 and --raw are mutually exclusive");
	if (style->tag && given.text)
		fail_usage(name == NAME_CKSUM ? "--text mode is only supported with --untagged"
		                              : "--tag does not support --text mode");
}

void
digest_parsed(struct operands *operands)
{
	static const uint8_t by_name[] = {
	    [NAME_CKSUM] = DIGEST_CRC,
	    [NAME_MD5SUM] = DIGEST_MD5,
	    [NAME_SHA1SUM] = DIGEST_SHA1,
	    [NAME_SHA224SUM] = DIGEST_SHA224,
	    [NAME_SHA256SUM] = DIGEST_SHA256,
	    [NAME_SHA384SUM] = DIGEST_SHA384,
	    [NAME_SHA512SUM] = DIGEST_SHA512,
	    [NAME_B2SUM] = DIGEST_BLAKE2B,
	};
	const unsigned name = called_as().name;

	if (!given.algorithm)
		digest_options.digest = by_name[name];
	choose_length();
	choose_style(name);
	if (digest_options.style.raw && operands->count > 1)
		fail("the --raw option is not supported with multiple files");
}

/* ---- tables ------------------------------------------------------------------- */

#define MODES                                                                                      \
	{'b', OPT_NONE, 0, "binary", "", "print '*' before the name, for lists of old tools"},     \
	{                                                                                          \
		't', OPT_NONE, 0, "text", "", "print a blank before the name (default)"            \
	}
#define ZERO                                                                                       \
	{                                                                                          \
		'z', OPT_NONE, 0, "zero", "",                                                      \
		    "end each line with NUL, not newline, and do not\nescape names"                \
	}

const struct opt digest_cksum_opts[] = {
    {'a', OPT_REQUIRED, 0, "algorithm", "TYPE", "the digest or checksum to compute; see below"},
    {0, OPT_NONE, OPT_BASE64, "base64", "", "print digests in base64, not hexadecimal"},
    {'l', OPT_REQUIRED, 0, "length", "BITS",
        "how long a digest is, for blake2b (a multiple of 8),\nsha2 and sha3 (224, 256, 384 or "
        "512)"},
    {0, OPT_NONE, OPT_RAW, "raw", "", "print only the bytes of the result; for one file"},
    {0, OPT_NONE, OPT_TAG, "tag", "", "print lines in the style of BSD (default)"},
    {0, OPT_NONE, OPT_UNTAGGED, "untagged", "", "print lines without the digest's name"},
    MODES,
    ZERO,
    {0, OPT_NONE, OPT_DEBUG, "debug", "", "report on standard error which instructions are used"},
    {0},
};

const struct opt digest_sum_opts[] = {
    MODES,
    {0, OPT_NONE, OPT_TAG, "tag", "", "print lines in the style of BSD"},
    ZERO,
    {0},
};

const struct opt digest_b2sum_opts[] = {
    MODES,
    {'l', OPT_REQUIRED, 0, "length", "BITS",
        "how long the digest is: a multiple of 8, at most 512\n(default)"},
    {0, OPT_NONE, OPT_TAG, "tag", "", "print lines in the style of BSD"},
    ZERO,
    {0},
};
