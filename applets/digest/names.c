/* What each name is, and which options it has. */
#include "applets/digest/options.h"

#define MODES                                                                                      \
	{'b', OPT_NONE, 0, "binary", "", "print '*' before the name, for lists of old tools"},     \
	{                                                                                          \
		't', OPT_NONE, 0, "text", "", "print a blank before the name (default)"            \
	}
#define CHECK                                                                                      \
	{                                                                                          \
		'c', OPT_NONE, 0, "check", "",                                                     \
		    "read digests and names from the FILEs, and check them"                        \
	}
#define CHECKING                                                                                   \
	{0, OPT_REQUIRED, OPT_BENEATH, "beneath", "DIR",                                           \
	    "with -c: check only regular files in DIR and below it"},                              \
	    {0, OPT_NONE, OPT_IGNORE_MISSING, "ignore-missing", "",                                \
	        "with -c: ignore files that do not exist"},                                        \
	    {0, OPT_NONE, OPT_QUIET, "quiet", "", "with -c: do not print OK"},                     \
	    {0, OPT_NONE, OPT_STATUS, "status", "", "with -c: print no results"},                  \
	    {0, OPT_NONE, OPT_STRICT, "strict", "",                                                \
	        "with -c: fail for improperly formatted lines"},                                   \
	{                                                                                          \
		'w', OPT_NONE, 0, "warn", "", "with -c: report improperly formatted lines"         \
	}
#define ZERO                                                                                       \
	{                                                                                          \
		'z', OPT_NONE, 0, "zero", "",                                                      \
		    "end each line with NUL, not newline, and do not\nescape names"                \
	}

static const struct opt cksum_opts[] = {
    {'a', OPT_REQUIRED, 0, "algorithm", "TYPE", "the digest or checksum to compute; see below"},
    {0, OPT_NONE, OPT_BASE64, "base64", "", "print digests in base64, not hexadecimal"},
    {'l', OPT_REQUIRED, 0, "length", "BITS",
        "how long a digest is, for blake2b (a multiple of 8),\nsha2 and sha3 (224, 256, 384 or "
        "512)"},
    {0, OPT_NONE, OPT_RAW, "raw", "", "print only the bytes of the result; for one file"},
    {0, OPT_NONE, OPT_TAG, "tag", "", "print lines in the style of BSD (default)"},
    {0, OPT_NONE, OPT_UNTAGGED, "untagged", "", "print lines without the digest's name"},
    MODES,
    CHECK,
    ZERO,
    CHECKING,
    {0, OPT_NONE, OPT_DEBUG, "debug", "", "report on standard error which instructions are used"},
    {0},
};

/* The first one is b2sum's alone. */
static const struct opt b2sum_opts[] = {
    {'l', OPT_REQUIRED, 0, "length", "BITS",
        "how long the digest is: a multiple of 8, at most 512\n(default)"},
    MODES,
    {0, OPT_NONE, OPT_TAG, "tag", "", "print lines in the style of BSD"},
    CHECK,
    ZERO,
    CHECKING,
    {0},
};

#define NOTES                                                                                      \
	"With no FILE, or when FILE is -, standard input is read. There is no difference\n"        \
	"between binary and text mode but for the character before the name."

#define SUM(id, called, algorithm, opts)                                                           \
	[id] = {                                                                                   \
	    .name = (called),                                                                      \
	    .summary = "print or check " algorithm " digests",                                     \
	    .usage = "[OPTION]... [FILE]...",                                                      \
	    .notes = NOTES,                                                                        \
	    .options = (opts),                                                                     \
	}

const struct applet_name digest_names[NAMES] = {
    [NAME_CKSUM] =
        {
            .name = "cksum",
            .summary = "print or check digests and checksums",
            .usage = "[OPTION]... [FILE]...",
            .notes =
                "With no FILE, or when FILE is -, standard input is read. TYPE is one of: bsd,\n"
                "sysv (as sum computes them), crc (default), crc32b, md5, sha1, sha224, sha256,\n"
                "sha384, sha512, sha2, sha3, blake2b. Without -a, each row is a POSIX CRC and a\n"
                "number of bytes.",
            .options = cksum_opts,
        },
    SUM(NAME_MD5SUM, "md5sum", "MD5", b2sum_opts + 1),
    SUM(NAME_SHA1SUM, "sha1sum", "SHA-1", b2sum_opts + 1),
    SUM(NAME_SHA224SUM, "sha224sum", "SHA-224", b2sum_opts + 1),
    SUM(NAME_SHA256SUM, "sha256sum", "SHA-256", b2sum_opts + 1),
    SUM(NAME_SHA384SUM, "sha384sum", "SHA-384", b2sum_opts + 1),
    SUM(NAME_SHA512SUM, "sha512sum", "SHA-512", b2sum_opts + 1),
    SUM(NAME_B2SUM, "b2sum", "BLAKE2b", b2sum_opts),
};
