/* base64's engines against slow ones that are built differently: the encoder
 * against one that picks bits one by one, the decoder against one that first
 * removes what does not count, then judges whole groups by their pattern. Input
 * and output live in blocks of exactly their size, so that a sanitizer sees any
 * step beside them. */
#include "applets/base64/decode.h"
#include "applets/base64/encode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLACK = 8, MANY = 20000, MESSAGES = 20 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static unsigned long passed, failed;

struct bytes {
	size_t n;
	uint8_t b[3 * MANY];
};

static void
judge(bool right, const char *what, size_t n, uint64_t detail)
{
	if (right) {
		passed++;
		return;
	}
	if (failed++ < MESSAGES)
		printf("%s: wrong for %zu bytes (%" PRIu64 ")\n", what, n, detail);
}

static uint64_t
random64(void)
{
	static uint64_t state = 0x9E3779B97F4A7C15;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static size_t
below(size_t n)
{
	return (size_t)(random64() >> 20) % n;
}

static void
fill(struct bytes *to, size_t n)
{
	to->n = n;
	for (size_t i = 0; i < n; i++)
		to->b[i] = (uint8_t)(random64() >> 30);
}

static void *
block(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);

	if (p == NULL)
		abort();
	return p;
}

static bool
equal(const struct bytes *a, const struct bytes *b)
{
	return a->n == b->n && memcmp(a->b, b->b, a->n) == 0;
}

/* ---- the slow encoder ---------------------------------------------------- */

static void
put_in_line(struct bytes *to, char c, uint64_t wrap, uint64_t *printed)
{
	if (wrap > 0 && *printed > 0 && *printed % wrap == 0)
		to->b[to->n++] = '\n';
	to->b[to->n++] = (uint8_t)c;
	++*printed;
}

static unsigned
bit(const struct bytes *from, size_t at)
{
	return at / 8 < from->n ? from->b[at / 8] >> (7 - at % 8) & 1 : 0;
}

static void
slow_encode(const struct bytes *from, uint64_t wrap, struct bytes *to)
{
	uint64_t printed = 0;

	to->n = 0;
	for (size_t at = 0; at < from->n * 8; at += 6) {
		unsigned v = 0;

		for (size_t i = at; i < at + 6; i++)
			v = 2 * v + bit(from, i);
		put_in_line(to, alphabet[v], wrap, &printed);
	}
	while (printed % 4 != 0)
		put_in_line(to, '=', wrap, &printed);
	if (wrap > 0 && printed > 0)
		to->b[to->n++] = '\n';
}

/* ---- the slow decoder ---------------------------------------------------- */

struct verdict {
	bool valid;
	int bad; /* the byte that fits nowhere; -1 where it is the end that does not */
};

static int
value(uint8_t c)
{
	const char *at = c == 0 ? NULL : strchr(alphabet, c);

	return at == NULL ? -1 : (int)(at - alphabet);
}

/* One group of 1-4 bytes; fewer than 4 stand at the end of the input. */
static struct verdict
slow_group(const uint8_t *group, size_t n, struct bytes *to)
{
	unsigned bits = 0;
	size_t symbols = 0, used, pads = 0;

	while (symbols < n && value(group[symbols]) >= 0)
		bits |= (unsigned)value(group[symbols]) << (18 - 6 * symbols), symbols++;
	for (size_t i = 0; i + 1 < symbols; i++)
		to->b[to->n++] = (uint8_t)(bits >> (16 - 8 * i));
	if (symbols == 4)
		return (struct verdict){true, -1};
	if (symbols < 2)
		return (struct verdict){false, symbols < n ? group[symbols] : -1};
	used = 8 * (symbols - 1);
	if ((bits & (0xFFFFFFU >> used)) != 0)
		return (struct verdict){false, symbols < n ? group[symbols] : -1};
	while (symbols + pads < n && group[symbols + pads] == '=')
		pads++;
	if (symbols + pads < n)
		return (struct verdict){false, group[symbols + pads]};
	return (struct verdict){pads == 0 || n == 4, -1};
}

static struct verdict
slow_decode(const struct bytes *from, bool skip_garbage, struct bytes *to)
{
	static struct bytes kept;
	struct verdict verdict = {true, -1};

	kept.n = to->n = 0;
	for (size_t i = 0; i < from->n; i++) {
		const uint8_t c = from->b[i];

		if (c != '\n' && (!skip_garbage || c == '=' || value(c) >= 0))
			kept.b[kept.n++] = c;
	}
	for (size_t i = 0; i < kept.n && verdict.valid; i += 4)
		verdict = slow_group(kept.b + i, kept.n - i < 4 ? kept.n - i : 4, to);
	return verdict;
}

/* ---- the engines, in pieces ---------------------------------------------- */

struct cuts {
	size_t count, at[2];
};

/* The end of the piece that begins at `from`. */
static size_t
piece_end(const struct cuts *cuts, size_t from, size_t n)
{
	for (size_t i = 0; i < cuts->count; i++)
		if (cuts->at[i] > from && cuts->at[i] < n)
			return cuts->at[i];
	return n;
}

static void
encode_piece(struct base64_encoder *e, const uint8_t *from, size_t n, struct bytes *to)
{
	const size_t room = base64_encode_room(e, n);
	uint8_t *in = block(n), *out = block(room + SLACK);
	size_t made;

	memcpy(in, from, n);
	made = base64_encode(e, in, n, out);
	if (made > room)
		judge(false, "room of encode", n, e->wrap);
	memcpy(to->b + to->n, out, made);
	to->n += made;
	free(in);
	free(out);
}

static void
encode(const struct bytes *from, uint64_t wrap, const struct cuts *cuts, struct bytes *to)
{
	static struct base64_encoder e;
	uint8_t *out;
	size_t room, made;

	to->n = 0;
	base64_encode_begin(&e, wrap);
	for (size_t at = 0, end; at < from->n; at = end) {
		end = piece_end(cuts, at, from->n);
		encode_piece(&e, from->b + at, end - at, to);
	}
	room = base64_encode_room(&e, 1);
	out = block(room + SLACK);
	made = base64_encode_end(&e, out);
	if (made > room)
		judge(false, "room of encode_end", from->n, wrap);
	memcpy(to->b + to->n, out, made);
	to->n += made;
	free(out);
}

static void
decode_piece(struct base64_decoder *d, const uint8_t *from, size_t n, struct bytes *to)
{
	const size_t room = n / 4 * 3 + 3;
	uint8_t *in = block(n), *out = block(room + SLACK);
	size_t made;

	memcpy(in, from, n);
	made = base64_decode(d, in, n, out);
	if (made > room)
		judge(false, "room of decode", n, 0);
	memcpy(to->b + to->n, out, made);
	to->n += made;
	free(in);
	free(out);
}

static struct verdict
decode(const struct bytes *from, bool skip_garbage, const struct cuts *cuts, struct bytes *to)
{
	static struct base64_decoder d;

	to->n = 0;
	base64_decode_begin(&d, skip_garbage);
	for (size_t at = 0, end; at < from->n && d.bad < 0; at = end) {
		end = piece_end(cuts, at, from->n);
		decode_piece(&d, from->b + at, end - at, to);
	}
	return (struct verdict){base64_decode_end(&d), d.bad};
}

/* ---- cases --------------------------------------------------------------- */

static struct bytes data, text, want, got;

static void
check_encode(uint64_t wrap, const struct cuts *cuts)
{
	slow_encode(&data, wrap, &want);
	encode(&data, wrap, cuts, &got);
	judge(equal(&want, &got), "encode", data.n, wrap);
}

static void
check_decode(bool skip_garbage, const struct cuts *cuts, const char *what)
{
	const struct verdict wanted = slow_decode(&text, skip_garbage, &want);
	const struct verdict was = decode(&text, skip_garbage, cuts, &got);

	judge(equal(&want, &got) && wanted.valid == was.valid && wanted.bad == was.bad, what,
	    text.n, skip_garbage);
}

/* RFC 4648, section 10; and both ways. */
static void
test_vectors(void)
{
	static const char *const vectors[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
	    {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	static const struct cuts whole;

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		data.n = strlen(vectors[i][0]);
		memcpy(data.b, vectors[i][0], data.n);
		text.n = strlen(vectors[i][1]);
		memcpy(text.b, vectors[i][1], text.n);
		encode(&data, 0, &whole, &got);
		judge(equal(&text, &got), "RFC 4648, encoding", data.n, 0);
		judge(decode(&text, false, &whole, &got).valid && equal(&data, &got),
		    "RFC 4648, decoding", data.n, 0);
	}
}

/* The corners of decoding, as a table that the slow decoder must obey too. */
static void
test_rules(void)
{
	static const struct {
		const char *text, *made;
		bool valid, valid_without_garbage;
	} rules[] = {
	    {"YQ", "a", true, true},
	    {"YWE", "aa", true, true},
	    {"MTIzNA==MTIzNA", "12341234", true, true},
	    {"YQ=", "a", false, false},
	    {"YQ=\n", "a", false, false},
	    {"MTIzNA=", "1234", false, false},
	    {"Y", "", false, false},
	    {"YWFhY", "aaa", false, false},
	    {"Y===", "", false, false},
	    {"YR==", "a", false, false},
	    {"YW", "a", false, false},
	    {"YWF", "aa", false, false},
	    {"YWF=", "aa", false, false},
	    {"SGVsbG9=", "Hello", false, false},
	    {"YQ==YQ==", "aa", true, true},
	    {"YQ==YWE=YWFh", "aaaaaa", true, true},
	    {"=", "", false, false},
	    {"====", "", false, false},
	    {"YQ==\n=", "a", false, false},
	    {"YQ===", "a", false, false},
	    {"YQ=\n=", "a", true, true},
	    {"Y\nQ\n\n=\n=\n", "a", true, true},
	    {"\n\n\n", "", true, true},
	    {"YQ=Y", "a", false, false},
	    {"YWE=YQ", "aaa", true, true},
	    {"YWE=\r\n", "aa", false, true},
	    {"YWFh\r\nYWFh\r\n", "aaa", false, true},
	    {"YW Fh", "a", false, true},
	    {"YWFhYWFh\nYWFh?YWFh", "aaaaaaaaa", false, true},
	    {"YQ=?=", "a", false, true},
	    {"-", "", false, true},
	};
	static const struct cuts whole;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct verdict verdict;

		text.n = strlen(rules[i].text);
		memcpy(text.b, rules[i].text, text.n);
		verdict = decode(&text, false, &whole, &got);
		judge(verdict.valid == rules[i].valid, rules[i].text, text.n, 0);
		judge(got.n == strlen(rules[i].made) && memcmp(got.b, rules[i].made, got.n) == 0,
		    rules[i].text, text.n, got.n);
		verdict = decode(&text, true, &whole, &got);
		judge(verdict.valid == rules[i].valid_without_garbage, rules[i].text, text.n, 1);
		for (size_t cut = 0; cut <= text.n; cut++) {
			check_decode(false, &(struct cuts){1, {cut}}, rules[i].text);
			check_decode(true, &(struct cuts){1, {cut}}, rules[i].text);
		}
	}
}

static const uint64_t widths[] = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 57, 63, 64, 75, 76, 77, 100, 301, 1000, 1000000, INT64_MAX};
enum { WIDTHS = sizeof(widths) / sizeof(widths[0]) };

/* Every length, every single cut of it; and there and back at every width. */
static void
test_lengths(void)
{
	for (size_t n = 0; n <= 300; n++) {
		fill(&data, n);
		for (size_t w = 0; w < WIDTHS; w++) {
			check_encode(widths[w], &(struct cuts){0});
			text = got;
			judge(decode(&text, w & 1, &(struct cuts){0}, &got).valid &&
			          equal(&data, &got),
			    "there and back", n, widths[w]);
		}
		for (size_t cut = 0; cut <= n; cut++)
			check_encode(widths[(n + cut) % WIDTHS], &(struct cuts){1, {cut}});
		slow_encode(&data, widths[n % WIDTHS], &text);
		for (size_t cut = 0; cut <= text.n; cut++)
			check_decode(cut & 1, &(struct cuts){1, {cut}}, "decode, cut");
	}
}

static struct cuts
random_cuts(size_t n)
{
	const size_t a = below(n + 1), b = below(n + 1);

	return (struct cuts){2, {a < b ? a : b, a < b ? b : a}};
}

/* Long enough for the stages and tables of both engines. */
static void
test_long(void)
{
	for (size_t n = 2040; n < 2080; n++) {
		fill(&data, n);
		for (size_t w = 0; w < WIDTHS; w++) {
			const struct cuts cuts = random_cuts(n);

			check_encode(widths[w], &(struct cuts){0});
			check_encode(widths[w], &cuts);
		}
	}
	for (size_t i = 0; i < 400; i++) {
		const uint64_t wrap = i < 100 ? i : widths[below(WIDTHS)];
		struct cuts cuts;

		fill(&data, MANY - below(i < 300 ? MANY / 2 : 20));
		cuts = random_cuts(data.n);
		check_encode(wrap, &cuts);
		text = got;
		cuts = random_cuts(text.n);
		judge(decode(&text, i & 1, &cuts, &got).valid && equal(&data, &got),
		    "there and back, long", data.n, wrap);
	}
}

/* ---- mutations ----------------------------------------------------------- */

/* Most often something that means something. */
static uint8_t
random_byte(void)
{
	static const char telling[] = "\n\n\n===\r\t -_.AQgw";

	return below(4) == 0 ? (uint8_t)random64() : (uint8_t)telling[below(sizeof(telling) - 1)];
}

static void
insert(size_t at, uint8_t c)
{
	memmove(text.b + at + 1, text.b + at, text.n - at);
	text.b[at] = c;
	text.n++;
}

static void
mutate(void)
{
	const size_t at = below(text.n + 1);

	switch (below(6)) {
	case 0:
		insert(at, random_byte());
		break;
	case 1:
		insert(at, '\n');
		break;
	case 2:
		insert(text.n, '=');
		break;
	case 3:
		if (at < text.n) {
			memmove(text.b + at, text.b + at + 1, text.n - at - 1);
			text.n--;
		}
		break;
	case 4:
		if (at < text.n)
			text.b[at] = random_byte();
		break;
	default:
		if (below(4) == 0)
			text.n = at;
		break;
	}
}

static void
test_mutations(size_t rounds, size_t longest, const char *what)
{
	for (size_t i = 0; i < rounds; i++) {
		struct cuts cuts;

		fill(&data, below(longest + 1));
		slow_encode(&data, widths[below(WIDTHS)], &text);
		for (size_t times = 1 + below(3); times > 0; times--)
			mutate();
		cuts = random_cuts(text.n);
		check_decode(below(2), &cuts, what);
	}
}

/* Garbage by the page, which only -i survives. */
static void
test_garbage(void)
{
	for (size_t i = 0; i < 300; i++) {
		const size_t rare = 1 + below(60);
		struct cuts cuts;

		fill(&data, below(3000));
		slow_encode(&data, widths[below(WIDTHS)], &want);
		text.n = 0;
		for (size_t at = 0; at < want.n; at++) {
			if (below(rare) == 0)
				text.b[text.n++] = "\r\t -_\x80\xFF"[below(8)];
			text.b[text.n++] = want.b[at];
		}
		cuts = random_cuts(text.n);
		judge(decode(&text, true, &cuts, &got).valid && equal(&data, &got),
		    "there and back through garbage", data.n, rare);
		check_decode(false, &cuts, "garbage");
	}
}

int
main(void)
{
	test_vectors();
	test_rules();
	test_lengths();
	test_long();
	test_mutations(100000, 60, "mutation");
	test_mutations(2000, 3000, "mutation of a long text");
	test_garbage();
	printf("%lu passed, %lu failed\n", passed, failed);
	return failed > 0;
}
