/* lib/digest/line.h and list.h: the lines of check lists.
 *
 * line_engine_test: all forms of lines, digests as text, and for five seconds lists that are
 *   nearly right, in pieces of any size.
 * line_engine_test SECONDS [SEED]: the same for so long, with other lists.
 * line_engine_test PROGRAM: reads lists from standard input, each after a line with its size
 *   in bytes, and prints what PROGRAM would make of them (tests/digest/lists.py). */
#include "lib/digest/list.h"
#include "tests/engine.h"

#include <inttypes.h>
#include <time.h>

#define SET(digest) (UINT32_C(1) << (digest))
#define SHA2 (SET(DIGEST_SHA224) | SET(DIGEST_SHA256) | SET(DIGEST_SHA384) | SET(DIGEST_SHA512))
#define SHA3                                                                                       \
	(SET(DIGEST_SHA3_224) | SET(DIGEST_SHA3_256) | SET(DIGEST_SHA3_384) | SET(DIGEST_SHA3_512))
#define ALL (SHA2 | SHA3 | SET(DIGEST_MD5) | SET(DIGEST_SHA1) | SET(DIGEST_BLAKE2B))

static const struct program {
	const char *name;
	struct digest_rule rule;
} programs[] = {
    {"md5sum", {.digests = SET(DIGEST_MD5)}},
    {"sha1sum", {.digests = SET(DIGEST_SHA1)}},
    {"sha256sum", {.digests = SET(DIGEST_SHA256)}},
    {"b2sum", {.digests = SET(DIGEST_BLAKE2B)}},
    {"cksum", {.digests = ALL, .tagged_only = true, .base64 = true}},
    {"cksum-md5", {.digests = SET(DIGEST_MD5), .base64 = true}},
    {"cksum-sha2", {.digests = SHA2, .base64 = true}},
    {"cksum-sha3", {.digests = SHA3, .base64 = true}},
    {"cksum-blake2b", {.digests = SET(DIGEST_BLAKE2B), .base64 = true}},
};
enum { PROGRAMS = sizeof(programs) / sizeof(programs[0]) };

static const struct digest_rule *
rule_of(const char *name)
{
	for (unsigned i = 0; i < PROGRAMS; i++)
		if (strcmp(programs[i].name, name) == 0)
			return &programs[i].rule;
	return NULL;
}

/* ---- one line --------------------------------------------------------------- */

#define HEX32 "0123456789abcdef0123456789abcdef"
#define HEX64 HEX32 HEX32
#define HEX128 HEX64 HEX64
#define BASE44 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop0="

/* What becomes of a line: "" for an improper one, else its name; "EMPTY" for an empty name. */
static const struct row {
	const char *program, *line, *name;
	enum digest digest;
	unsigned bytes;
} rows[] = {
    /* Without a tag. */
    {"md5sum", HEX32 "  a", "a", DIGEST_MD5, 16},
    {"md5sum", HEX32 " *a", "a", DIGEST_MD5, 16},
    {"md5sum", HEX32 " a", "a", DIGEST_MD5, 16},
    {"md5sum", HEX32 "\t*a b ", "a b ", DIGEST_MD5, 16},
    {"md5sum", " \t " HEX32 "  a", "a", DIGEST_MD5, 16},
    {"md5sum", HEX32 "   a", " a", DIGEST_MD5, 16},
    {"md5sum", HEX32 "  ", " ", DIGEST_MD5, 16},
    {"md5sum", HEX32 " *", "*", DIGEST_MD5, 16},
    {"md5sum", HEX32 " ", "", 0, 0},
    {"md5sum", HEX32, "", 0, 0},
    {"md5sum", HEX32 "0  a", "", 0, 0},
    {"md5sum", "0123456789ABCDEF0123456789aBcDeF  a", "a", DIGEST_MD5, 16},
    {"md5sum", "0123456789abcdef0123456789abcdeg  a", "", 0, 0},
    {"md5sum", "0123456789abcdef0123456789abcde  a", "", 0, 0},
    {"md5sum", HEX64 "  a", "", 0, 0},
    {"sha256sum", HEX64 "  a", "a", DIGEST_SHA256, 32},
    {"sha256sum", BASE44 "  a", "", 0, 0},
    {"b2sum", HEX64 "  a", "a", DIGEST_BLAKE2B, 32},
    {"b2sum", HEX128 "  a", "a", DIGEST_BLAKE2B, 64},
    {"b2sum", HEX128 "00  a", "", 0, 0},
    {"b2sum", "ab  a", "a", DIGEST_BLAKE2B, 1},
    {"b2sum", "abc  a", "", 0, 0},
    {"b2sum", "  a", "", 0, 0},
    {"b2sum", "ab ", "EMPTY", DIGEST_BLAKE2B, 1},
    {"cksum", HEX64 "  a", "", 0, 0},
    {"cksum-md5", HEX32 "  a", "a", DIGEST_MD5, 16},
    {"cksum-md5", "ABCDEFGHIJKLMNOPQRSTUA==  a", "a", DIGEST_MD5, 16},
    {"cksum-md5", "ABCDEFGHIJKLMNOPQRSTUAA=  a", "", 0, 0},
    {"cksum-md5", "ABCDEFGHIJKLMNOPQRSTU===  a", "", 0, 0},
    {"cksum-md5", "ABCDEFGHIJKLMNOPQRSTUA=  a", "", 0, 0},
    {"cksum-md5", "ABCDEFGHIJKLMNOPQRSTU-==  a", "", 0, 0},
    {"cksum-sha2", HEX64 "  a", "a", DIGEST_SHA256, 32},
    {"cksum-sha2", HEX128 "  a", "a", DIGEST_SHA512, 64},
    {"cksum-sha2", HEX64 HEX32 "  a", "a", DIGEST_SHA384, 48},
    {"cksum-sha2", HEX32 "  a", "", 0, 0},
    {"cksum-sha2", BASE44 "  a", "a", DIGEST_SHA256, 32},
    {"cksum-sha2", "Z" HEX32 "0123456789abcdef0123456789abcde  a", "a", DIGEST_SHA384, 48},
    {"cksum-sha3", HEX64 "  a", "a", DIGEST_SHA3_256, 32},
    {"cksum-blake2b", BASE44 "  a", "a", DIGEST_BLAKE2B, 32},
    {"cksum-blake2b", "ZZ==  a", "a", DIGEST_BLAKE2B, 1},
    {"cksum-blake2b", "abcd  a", "a", DIGEST_BLAKE2B, 2},
    {"cksum-blake2b", "====  a", "", 0, 0},
    {"cksum-blake2b", "=  a", "", 0, 0},
    /* With one. */
    {"sha256sum", "SHA256 (a) = " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256(a)= " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256(a)=" HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256 (a)\t =\t " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256  (a) = " HEX64, "", 0, 0},
    {"sha256sum", "SHA256\t(a) = " HEX64, "", 0, 0},
    {"sha256sum", "SHA2-256 (a) = " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA2-256(a)= " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA2-512(a)= " HEX64, "", 0, 0},
    {"sha256sum", "sha256 (a) = " HEX64, "", 0, 0},
    {"sha256sum", " SHA256 (a) = " HEX64, "a", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256 (a) = " HEX64 " ", "", 0, 0},
    {"sha256sum", "SHA256 (a) = " HEX32, "", 0, 0},
    {"sha256sum", "SHA256 (a) " HEX64, "", 0, 0},
    {"sha256sum", "SHA256 (a = " HEX64, "", 0, 0},
    {"sha256sum", "SHA256 (", "", 0, 0},
    {"sha256sum", "SHA256 () = " HEX64, "EMPTY", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256 (a) = b) = " HEX64, "a) = b", DIGEST_SHA256, 32},
    {"sha256sum", "SHA256 ( a b ) = " HEX64, " a b ", DIGEST_SHA256, 32},
    {"sha256sum", "MD5 (a) = " HEX32, "", 0, 0},
    {"sha256sum", "SHA256 (a) = " BASE44, "", 0, 0},
    {"cksum", "SHA256 (a) = " BASE44, "a", DIGEST_SHA256, 32},
    {"cksum", "MD5 (a) = " HEX32, "a", DIGEST_MD5, 16},
    {"cksum", "SHA1 (a) = " HEX32 "01234567", "a", DIGEST_SHA1, 20},
    {"cksum", "SHA3-256 (a) = " HEX64, "a", DIGEST_SHA3_256, 32},
    {"cksum", "SHA3 (a) = " HEX64, "", 0, 0},
    {"cksum", "CRC (a) = 1 2", "", 0, 0},
    {"cksum", "SHA512 (a) = " HEX128, "a", DIGEST_SHA512, 64},
    {"b2sum", "BLAKE2b (a) = " HEX128, "a", DIGEST_BLAKE2B, 64},
    {"b2sum", "BLAKE2b (a) = " HEX64, "", 0, 0},
    {"b2sum", "BLAKE2b-256 (a) = " HEX64, "a", DIGEST_BLAKE2B, 32},
    {"b2sum", "BLAKE2b-256(a)= " HEX64, "a", DIGEST_BLAKE2B, 32},
    {"b2sum", "BLAKE2b-8 (a) = ab", "a", DIGEST_BLAKE2B, 1},
    {"b2sum", "BLAKE2b-0 (a) = ", "", 0, 0},
    {"b2sum", "BLAKE2b-12 (a) = abc", "", 0, 0},
    {"b2sum", "BLAKE2b-520 (a) = " HEX128 "ab", "", 0, 0},
    {"b2sum", "BLAKE2b-99999999999999999999 (a) = ab", "", 0, 0},
    {"b2sum", "BLAKE2b- (a) = " HEX128, "", 0, 0},
    {"b2sum", "BLAKE2b--8 (a) = ab", "", 0, 0},
    /* With escapes. */
    {"md5sum", "\\" HEX32 "  a\\nb\\r\\\\", "a\nb\r\\", DIGEST_MD5, 16},
    {"md5sum", HEX32 "  a\\nb", "a\\nb", DIGEST_MD5, 16},
    {"md5sum", "\\" HEX32 "  a\\", "", 0, 0},
    {"md5sum", "\\" HEX32 "  a\\t", "", 0, 0},
    {"md5sum", "\\\\" HEX32 "  a", "", 0, 0},
    {"md5sum", "\\MD5 (a\\nb) = " HEX32, "a\nb", DIGEST_MD5, 16},
    {"md5sum", "\\MD5 (a\\) = " HEX32, "", 0, 0},
    {"md5sum", " \\ MD5 (a) = " HEX32, "", 0, 0},
    {"md5sum", "", "", 0, 0},
};

static void
test_rows(void)
{
	char name[LINE_MOST + 1];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		const char *wanted = strcmp(r->name, "EMPTY") == 0 ? "" : r->name;
		enum digest_form form = FORM_ANY;
		struct digest_line line;
		bool proper =
		    line_parse(&line, rule_of(r->program), &form, r->line, strlen(r->line));

		if (proper)
			line_name(&line, name);
		if (fails(proper == (*r->name != '\0') &&
		          (!proper || (strcmp(name, wanted) == 0 && line.digest == r->digest &&
		                          line.bytes == r->bytes))))
			printf("%s: [%s]: %s [%s]\n", r->program, r->line,
			    proper ? "is taken as" : "is improper, not", proper ? name : wanted);
	}
}

/* Lines with one blank and those with two characters exclude each other. */
static void
test_forms(void)
{
	static const char *const lines[] = {HEX32 "  b", HEX32 " b", ("MD5 (b) = " HEX32)};
	enum { LINES = sizeof(lines) / sizeof(lines[0]) };
	const struct digest_rule *rule = rule_of("md5sum");
	struct digest_line line;

	for (unsigned i = 0; i < LINES; i++) {
		for (unsigned j = 0; j < LINES; j++) {
			enum digest_form form = FORM_ANY;
			/* After "HEX b", "HEX  b" has a name that begins with a blank. */
			size_t length = i == 1 && j == 0 ? 2 : 1;
			bool first = line_parse(&line, rule, &form, lines[i], strlen(lines[i]));
			bool second = line_parse(&line, rule, &form, lines[j], strlen(lines[j]));

			if (fails(first && second == !(i == 0 && j == 1) &&
			          (!second || line.length == length)))
				printf("[%s] after [%s]\n", lines[j], lines[i]);
		}
	}
	enum digest_form form = FORM_ANY;
	const char *improper = "\\" HEX32 " a\\";

	fails(!line_parse(&line, rule, &form, improper, strlen(improper)) && form == FORM_ANY);
}

static void
test_limits(void)
{
	static char text[LINE_MOST + 2];
	enum digest_form form = FORM_ANY;
	struct digest_line line;

	memset(text, 'a', sizeof(text));
	memcpy(text, HEX32 "  ", 34);
	if (fails(line_parse(&line, rule_of("md5sum"), &form, text, LINE_MOST) &&
	          line.length == LINE_MOST - 34))
		printf("the longest line is improper\n");
	if (fails(!line_parse(&line, rule_of("md5sum"), &form, text, LINE_MOST + 1)))
		printf("a longer line is proper\n");
	for (size_t i = 0; i < 40; i++) {
		char kept = text[i];

		text[i] = '\0';
		if (fails(!line_parse(&line, rule_of("md5sum"), &form, text, 40)))
			printf("NUL at %zu is proper\n", i);
		text[i] = kept;
	}
}

/* ---- digests as text ---------------------------------------------------------- */

static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static size_t
write_base64(char *out, const uint8_t *bytes, size_t n)
{
	size_t length = 0;

	for (size_t bit = 0; bit < 8 * n; bit += 6) {
		unsigned value = 0;

		for (size_t i = bit; i < bit + 6; i++)
			value = value << 1 | (i < 8 * n ? bytes[i / 8] >> (7 - i % 8) & 1 : 0);
		out[length++] = symbols[value];
	}
	while (length % 4)
		out[length++] = '=';
	out[length] = '\0';
	return length;
}

static size_t
write_hex(char *out, const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		snprintf(out + 2 * i, 3, random_below(2) ? "%02x" : "%02X", bytes[i]);
	return 2 * n;
}

/* A digest of any length matches its text, and no other that differs in one bit; base64 with
 * a bit after the last one matches nothing. */
static void
test_matches(void)
{
	uint8_t bytes[DIGEST_MOST];
	char digits[2 * DIGEST_MOST + 1], text[2 * DIGEST_MOST + 64];

	for (unsigned n = 1; n <= DIGEST_MOST; n++) {
		for (unsigned base64 = 0; base64 < 2; base64++) {
			enum digest_form form = FORM_ANY;
			struct digest_line line = {0};

			for (unsigned i = 0; i < n; i++)
				bytes[i] = (uint8_t)random64();
			if (base64)
				write_base64(digits, bytes, n);
			else
				write_hex(digits, bytes, n);
			snprintf(text, sizeof(text), "BLAKE2b-%u (a) = %s", 8 * n, digits);
			if (fails(line_parse(&line, rule_of("cksum"), &form, text, strlen(text)) &&
			          line.bytes == n && line_matches(&line, bytes))) {
				printf("%s: does not match\n", text);
				continue;
			}
			for (unsigned bit = 0; bit < 8 * n; bit++) {
				bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
				if (fails(!line_matches(&line, bytes)))
					printf("%s: bit %u\n", text, bit);
				bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
			}
			if (base64 && n % 3) {
				char *last = strchr(text, '=') + 2;

				last = strchr(last, '=') - 1;
				*last = strchr(symbols, *last)[1];
				if (fails(!line_parse(
				              &line, rule_of("cksum"), &form, text, strlen(text)) ||
				          !line_matches(&line, bytes)))
					printf("%s: matches\n", text);
			}
		}
	}
}

/* ---- lists in pieces ------------------------------------------------------------ */

struct outcome {
	unsigned lines;
	uint64_t hash;
};

static void
note_line(struct outcome *o, enum list_line kind, uint64_t number, const struct digest_line *line)
{
	static char name[LINE_MOST + 1];
	uint64_t h = o->hash * 31 + (uint64_t)kind * 7 + number;

	if (kind == LIST_PROPER) {
		size_t length = line_name(line, name);

		h = h * 31 + (uint64_t)line->digest * 64 + line->bytes;
		for (size_t i = 0; i < length; i++)
			h = h * 1099511628211U + (uint8_t)name[i];
		fails(length <= line->length && memchr(name, '\0', length) == NULL);
	}
	o->hash = h;
	o->lines++;
}

/* What the pieces may not change. The text is in a block of its own, so that the sanitizers see
 * who reads outside of it. */
static struct outcome
take_list(const struct digest_rule *rule, const char *text, size_t n, size_t most)
{
	static struct digest_list list;
	enum digest_form form = FORM_ANY;
	struct outcome o = {0};
	struct digest_line line;
	const char *span[2];

	list_begin(&list);
	for (size_t at = 0; at < n;) {
		size_t size = most == SIZE_MAX ? n : 1 + random_below(most), used;
		char *piece;

		size = size < n - at ? size : n - at;
		piece = malloc(size);
		if (!piece)
			exit(1);
		memcpy(piece, text + at, size);
		used = list_add(&list, piece, size);
		free(piece);
		fails(used > 0 && used <= size && (used == size || list.complete));
		at += used;
		if (list.complete)
			note_line(
			    &o, list_line(&list, rule, &form, &line, span), list.number, &line);
	}
	if (!list.complete && list.length)
		note_line(&o, list_line(&list, rule, &form, &line, span), list.number, &line);
	return o;
}

/* A list that is nearly right: lines of all forms, and some bytes that are changed. */
static size_t
make_list(char *text, size_t room)
{
	static const char hex32[] = HEX32, hex64[] = HEX64, hex128[] = HEX128;
	static const char *const parts[] = {"MD5", "SHA256", "SHA2-256", "SHA3-512", "BLAKE2b",
	    "BLAKE2b-256", "BLAKE2b-", " (", "(", ")", ") = ", ")= ", "  ", " ", " *", "\t", "\\",
	    "\\n", "\\r", "\\\\", "a", "name", "-", "#", "\n", "\n", "\n", "\r\n", "\r",
	    "\xEF\xBB\xBF", "=", hex32, hex32, hex64, hex64, hex128, BASE44, "abcdefgh"};
	static const char odd[] = {'\0', '\n', ')', '(', '=', '\\', ' ', '#', '\r', '\xFF', 'G'};
	const bool lines = random_below(2);
	size_t n = 0, want = random_below(random_below(50) ? 400 : 9000);

	while (n < want && n + 300 < room) {
		if (lines)
			n += (size_t)snprintf(text + n, room - n,
			    random_below(2) ? "%s%s%s\n" : "%s (%s) = %s\n",
			    parts[random_below(2) ? 1 : 31 + random_below(5)],
			    parts[random_below(31)], parts[20 + random_below(17)]);
		else
			n += (size_t)snprintf(text + n, room - n, "%s",
			    parts[random_below(sizeof(parts) / sizeof(parts[0]))]);
	}
	if (!random_below(50) && n + 8300 < room) {
		size_t more = 8100 + random_below(200);

		memset(text + n, 'x', more);
		n += more;
	}
	for (unsigned i = random_below(4); i > 0 && n; i--)
		text[random_below(n)] = odd[random_below(sizeof(odd))];
	return n;
}

static void
fuzz_one(void)
{
	static char text[20000];
	const size_t n = make_list(text, sizeof(text));
	const struct program *p = &programs[random_below(PROGRAMS)];
	const struct outcome whole = take_list(&p->rule, text, n, SIZE_MAX);
	const struct outcome pieces = take_list(&p->rule, text, n, 1 + random_below(200));

	if (fails(whole.lines == pieces.lines && whole.hash == pieces.hash))
		printf("%s: a list of %zu bytes is another in pieces\n", p->name, n);
}

/* ---- for tests/digest/lists.py ---------------------------------------------------- */

static void
print_line(enum list_line kind, const struct digest_line *line)
{
	static char name[LINE_MOST + 1];
	size_t n;

	if (kind != LIST_PROPER) {
		puts(kind == LIST_COMMENT ? "comment" : "improper");
		return;
	}
	n = line_name(line, name);
	printf("%s %u %s %.*s ", digest_algorithms[line->digest].name, line->bytes,
	    line->base64 ? "base64" : "hex",
	    (int)(line->base64 ? (line->bytes + 2) / 3 * 4 : 2 * line->bytes), line->digits);
	for (size_t i = 0; i < n; i++)
		printf("%02x", (uint8_t)name[i]);
	putchar('\n');
}

static int
judge_lists(const struct digest_rule *rule)
{
	static struct digest_list list;
	static char text[1 << 20];
	char size_line[32];

	while (fgets(size_line, sizeof(size_line), stdin)) {
		const size_t size = strtoul(size_line, NULL, 10);
		enum digest_form form = FORM_ANY;
		struct digest_line line;
		const char *span[2];

		if (size > sizeof(text) || fread(text, 1, size, stdin) != size)
			return 1;
		list_begin(&list);
		for (size_t at = 0; at < size;) {
			at += list_add(&list, text + at, size - at);
			if (list.complete || at == size)
				print_line(list_line(&list, rule, &form, &line, span), &line);
		}
		puts("end");
	}
	return 0;
}

int
main(int argc, char **argv)
{
	const struct digest_rule *rule = argc > 1 ? rule_of(argv[1]) : NULL;
	time_t end = time(NULL) + (argc > 1 ? (time_t)strtol(argv[1], NULL, 10) : 5);

	if (rule)
		return judge_lists(rule);
	if (argc > 2)
		seed ^= strtoull(argv[2], NULL, 10) * 0x9E3779B97F4A7C15;
	test_rows();
	test_forms();
	test_limits();
	test_matches();
	while (time(NULL) < end)
		fuzz_one();
	return finish();
}
