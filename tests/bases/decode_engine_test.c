/* The decoders of all bases on every level that this processor has, against a slow one:
 * bytes, verdict, the byte that is to blame, and where it is, from which the
 * messages follow. */
#include "lib/bases/decode.h"
#include "tests/bases/reference.h"
#include "tests/bases/rules.h"

static struct bytes data, text, want, got;
static const struct verdict VALID = {.valid = true, .bad = -1};

/* Decodes `text` into `got`. */
static struct verdict
decode(enum cpu_level level, bool skip_garbage, size_t alignment, const struct cuts *cuts)
{
	static struct base_decoder d;
	struct verdict verdict = {.bad = -1};

	got.n = 0;
	base_decode_begin(&d, base, skip_garbage, level);
	for (size_t at = 0, end; at < text.n && d.bad < 0; at = end) {
		uint8_t *in, *out;
		size_t room, made;

		end = piece_end(cuts, at, text.n);
		room = base_decode_room(&d, end - at);
		in = window(INPUT, alignment, end - at);
		memcpy(in, text.b + at, end - at);
		out = window(OUTPUT, (alignment * 7 + at) % ALIGNMENTS, room + BASE_ENGINE_SPACE);
		made = base_decode(&d, in, end - at, out);
		if (made > room || !guarded(out))
			judge(false, "room of decode", level, text.n, made);
		append(&got, out, made);
	}
	verdict.valid = base_decode_end(&d);
	verdict.bad = d.bad;
	if (!verdict.valid) {
		const struct base_place place = base_decode_place(&d);

		verdict.byte = place.byte;
		verdict.line = place.line;
	}
	return verdict;
}

/* `want` and the verdict are what is right. */
static void
check_all(struct verdict right, bool skip_garbage, size_t alignment, const struct cuts *cuts,
    const char *what)
{
	for (enum cpu_level level = CPU_PLAIN; level <= best_level(); level++) {
		const struct verdict was = decode(level, skip_garbage, alignment, cuts);

		judge(equal(&want, &got) && right.valid == was.valid && right.bad == was.bad, what,
		    level, text.n, skip_garbage);
		if (right.byte != was.byte || right.line != was.line)
			judge(false, "the place of an error", level, text.n, was.byte);
	}
}

static void
check(bool skip_garbage, const char *what)
{
	const struct verdict right = slow_decode(&text, skip_garbage, &want);
	const struct cuts cuts = random_cuts(text.n);

	check_all(right, skip_garbage, random_below(ALIGNMENTS), &cuts, what);
}

static void
set(struct bytes *to, const char *from)
{
	to->n = strlen(from);
	memcpy(to->b, from, to->n);
}

static void
test_rules(void)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		for (size_t skip = 0; skip < 2; skip++) {
			struct verdict right;

			base = rules[i].base;
			set(&text, rules[i].text);
			right = slow_decode(&text, skip, &want);
			judge(
			    right.valid == (skip ? rules[i].valid_without_garbage : rules[i].valid),
			    rules[i].text, CPU_PLAIN, text.n, skip);
			if (!skip) {
				judge(right.byte == rules[i].byte && right.line == rules[i].line,
				    rules[i].text, CPU_PLAIN, text.n, right.byte);
				set(&got, rules[i].made);
				judge(equal(&want, &got), rules[i].text, CPU_PLAIN, text.n, skip);
			}
			for (size_t cut = 0; cut <= text.n; cut++)
				check_all(
				    right, skip, cut, &(struct cuts){1, {cut}}, rules[i].text);
		}
	}
}

/* Every value of a byte, at every place of a group and of a vector. */
static void
test_bytes(void)
{
	for (size_t place = 0; place < 80; place++) {
		for (unsigned c = 0; c < 256; c++) {
			set(&text, "");
			for (size_t i = 0; i < 140; i++)
				text.b[text.n++] = random_symbol();
			text.b[place] = (uint8_t)c;
			check(false, "a byte");
			check(true, "a byte");
		}
	}
}

/* Every length in lines of every width, at every alignment, and at every cut; or at every
 * `step`th. */
static void
test_lengths(size_t step)
{
	for (size_t n = 0; n <= 300; n++) {
		fill(&data, n);
		for (size_t w = 0; w < WIDTHS; w++) {
			slow_encode(&data, true, widths[w], &text);
			want = data;
			for (size_t cut = w; cut <= text.n; cut += WIDTHS * step)
				check_all(VALID, cut & 1, cut % ALIGNMENTS,
				    &(struct cuts){1, {cut}}, "a cut");
			if (widths[w] != 0 && widths[w] != 65 && widths[w] != 76)
				continue;
			for (size_t alignment = n % step; alignment < ALIGNMENTS; alignment += step)
				check_all(VALID, alignment & 1, alignment, &(struct cuts){0},
				    "an alignment");
			for (size_t cut = n % step; cut <= text.n; cut += step)
				check_all(VALID, n & 1, cut % ALIGNMENTS, &(struct cuts){1, {cut}},
				    "a cut");
		}
	}
}

/* ---- mutations ----------------------------------------------------------- */

/* Most often something that means something. */
static uint8_t
random_byte(void)
{
	static const char telling[] = "\n\n\n===\r\t -_.AQgw01~#";

	return random_below(4) == 0 ? (uint8_t)random64()
	                            : (uint8_t)telling[random_below(sizeof(telling) - 1)];
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
	const size_t at = random_below(text.n + 1);

	switch (random_below(6)) {
	case 0:
		insert(at, random_byte());
		break;
	case 1:
		insert(at, '\n');
		break;
	case 2:
		insert(random_below(2) ? text.n : at, '=');
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
		if (random_below(4) == 0)
			text.n = at;
		break;
	}
}

static void
test_mutations(size_t rounds, size_t longest)
{
	for (size_t i = 0; i < rounds; i++) {
		fill(&data, random_below(longest + 1));
		slow_encode(&data, true, widths[random_below(WIDTHS)], &text);
		for (size_t times = 1 + random_below(3); times > 0; times--)
			mutate();
		check(random_below(2), "a mutation");
	}
}

/* ---- long texts ---------------------------------------------------------- */

/* Appends n symbols, whole groups or not. */
static void
symbols(size_t n)
{
	for (; n > 0; n--)
		text.b[text.n++] = random_symbol();
}

static void
string(const char *s)
{
	append(&text, (const uint8_t *)s, strlen(s));
}

/* One stretch of a text: lines of one width and one kind of end, lines of any
 * width, padded groups, newlines alone, garbage between all symbols. */
static void
stretch(void)
{
	static const char *const ends[] = {
	    "\n", "\n", "\r\n", ".", "\n\n", "\n.", "\xFF", "-\xC3\n", " \t \n"};
	const char *const end = ends[random_below(sizeof(ends) / sizeof(ends[0]))];
	const size_t kind = random_below(7),
	             width = random_below(2) ? 4 * (1 + random_below(40)) : 1 + random_below(160);

	for (size_t i = random_below(60); i > 0; i--) {
		switch (kind) {
		case 0:
		case 1:
			symbols(width);
			string(end);
			break;
		case 2:
			symbols(random_below(160));
			string(end);
			break;
		case 3:
			symbols((size_t)4 * random_below(8));
			string(random_below(2) ? "YQ==" : "YWE=");
			break;
		case 4:
			string(end);
			break;
		case 5:
			symbols(random_below(3));
			string(end);
			break;
		default:
			symbols(4 * width);
			break;
		}
	}
}

static void
test_long(size_t rounds)
{
	for (size_t i = 0; i < rounds; i++) {
		text.n = 0;
		while (text.n < MANY / 2 && (text.n == 0 || random_below(8) > 0))
			stretch();
		check(true, "a long text");
		check(false, "a long text");
		for (size_t times = random_below(3); times > 0; times--)
			mutate();
		check(true, "a long text, mutated");
		check(false, "a long text, mutated");
	}
}

/* Of any width, long enough for many stages, and back. */
static void
test_there_and_back(size_t rounds)
{
	for (size_t i = 0; i < rounds; i++) {
		struct cuts cuts;

		fill(&data, MANY / 2 - random_below(MANY / 4));
		slow_encode(
		    &data, true, i < rounds * 2 / 3 ? i : widths[random_below(WIDTHS)], &text);
		want = data;
		cuts = random_cuts(text.n);
		check_all(VALID, i & 1, random_below(ALIGNMENTS), &cuts, "there and back");
	}
}

static void
test_bases(void)
{
	for (base = BASE64; base < BASES; base++) {
		const size_t share = base == BASE64 ? 1 : 13;

		test_bytes();
		test_lengths(share);
		test_mutations(200000 / share, 60);
		test_mutations(10000 / share, 3000);
		test_long(1000 / share);
		test_there_and_back(share == 1 ? 300 : 80);
	}
}

int
main(int argc, char **argv)
{
	test_rules();
	while (another_round(argc, argv, 1))
		test_bases();
	return finish();
}
