#include "applets/digest/options.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

/* Bits of BLAKE2b's longest digest. */
enum { BITS_MOST = 8 * DIGEST_MOST };

struct digest_options digest_options;

static struct {
	const char *algorithm;                                 /* of -a */
	enum { FAMILY_NONE, FAMILY_SHA2, FAMILY_SHA3 } family; /* the digest depends on -l */
	const char *length;                                    /* of -l */
	bool untagged, tagged; /* the last of --tag and --untagged */
	bool mode;             /* -b or -t was given */
	const char *beneath;
	bool text; /* -t was given after the last --untagged, and no -b after it */
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

/* Of --status, --warn and --quiet the last one counts. */
static void
check_option(int id, const char *value)
{
	switch (id) {
	case 'c':
		digest_options.check = true;
		break;
	case OPT_QUIET:
	case OPT_STATUS:
	case 'w':
		digest_options.quiet = id == OPT_QUIET;
		digest_options.status = id == OPT_STATUS;
		digest_options.warn = id == 'w';
		break;
	case OPT_IGNORE_MISSING:
		digest_options.ignore_missing = true;
		break;
	case OPT_STRICT:
		digest_options.strict = true;
		break;
	case OPT_BENEATH:
		given.beneath = value;
		break;
	default:
		break;
	}
}

void
digest_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		given.algorithm = value;
		break;
	case 'l':
		parse_length(value);
		given.length = value;
		break;
	case 'b':
		digest_options.style.binary = given.mode = true;
		given.text = false;
		break;
	case 't':
		digest_options.style.binary = false;
		given.text = given.mode = true;
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
		check_option(id, value);
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

/* Chooses the digest of the family that has that many bits. */
static void
choose_member(uint64_t bits)
{
	const enum digest first = digest_options.digest;
	const char *name = given.family == FAMILY_SHA2 ? "sha2" : "sha3";

	if (!given.length && digest_options.check)
		return;
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
	if (style->tag && given.text && !digest_options.check)
		fail_usage(name == NAME_CKSUM ? "--text mode is only supported with --untagged"
		                              : "--tag does not support --text mode");
}

static void
refuse_without_check(bool is_given, const char *name)
{
	if (is_given)
		fail_usage("the --%s option is meaningful only when verifying checksums", name);
}

static void
refuse_with_check(unsigned name)
{
	if (digest_options.style.zero)
		fail_usage("the --zero option is not supported when verifying checksums");
	if (given.tagged && name != NAME_CKSUM)
		fail_usage("the --tag option is meaningless when verifying checksums");
	if (given.mode)
		fail_usage("the --binary and --text options are meaningless when verifying "
		           "checksums");
}

/* Which lines are proper, and what improper ones are called. */
static void
choose_lines(void)
{
	const unsigned all = (1U << DIGESTS) - 1, checksums = (1U << DIGEST_MD5) - 1;
	struct digest_rule *rule = &digest_options.rule;
	const unsigned name = called_as().name;

	digest_options.tag = row_tags[digest_options.digest];
	if (given.family != FAMILY_NONE)
		digest_options.tag = given.family == FAMILY_SHA2 ? "SHA2" : "SHA3";
	rule->base64 = name == NAME_CKSUM;
	rule->tagged_only = name == NAME_CKSUM && !given.algorithm;
	if (rule->tagged_only)
		rule->digests = all & ~checksums;
	else if (given.family != FAMILY_NONE && !given.length)
		rule->digests = 15U << digest_options.digest;
	else
		rule->digests = 1U << digest_options.digest;
}

static void
prepare_check(struct operands *operands)
{
	refuse_with_check(called_as().name);
	if (given.algorithm && digest_options.digest < DIGEST_MD5)
		fail("--check is not supported with --algorithm={bsd,sysv,crc,crc32b}");
	choose_lines();
	operands->checked = &digest_options.rule;
	operands->beneath = given.beneath;
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

	digest_options.digest = by_name[name];
	if (given.algorithm)
		parse_algorithm(given.algorithm);
	choose_length();
	choose_style(name);
	if (digest_options.check) {
		prepare_check(operands);
		return;
	}
	refuse_without_check(digest_options.ignore_missing, "ignore-missing");
	refuse_without_check(digest_options.status, "status");
	refuse_without_check(digest_options.warn, "warn");
	refuse_without_check(digest_options.quiet, "quiet");
	refuse_without_check(digest_options.strict, "strict");
	refuse_without_check(given.beneath, "beneath");
	if (digest_options.style.raw && operands->count > 1)
		fail("the --raw option is not supported with multiple files");
}
