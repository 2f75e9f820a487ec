/* Vectors of numbers against the plain C that prints them one by one: sizes,
 * radixes, signs, widths, precisions and texts around them; numbers at both
 * ends of what they can be and on both sides of each digit more; as many as one
 * vector holds, more, and fewer; lines with text after their last number.
 * Input lies in memory that ends where it may no longer be read, and text where
 * no more than is promised may be written. */
#include "lib/dump/number/columns.h"
#include "tests/dump/sink.h"

enum { TIMES_MAX = 24, LONGEST = 32 + INTEGER_WIDTH_MAX + 2, READ_AFTER = 32 };

static uint64_t
power(unsigned base, unsigned n)
{
	uint64_t v = 1;

	while (n--)
		v *= base;
	return v;
}

/* Zero, small, beside a power or anything, and the negative of these. */
static uint64_t
any_number(unsigned radix)
{
	uint64_t v = (uint64_t)random_below(UINT32_MAX) << 32 | random_below(UINT32_MAX);

	switch (random_below(5)) {
	case 0:
		v = random_below(3);
		break;
	case 1:
		v = power(radix, random_below(20)) + random_below(3) - 1;
		break;
	case 2:
		v = (UINT64_C(1) << random_below(64)) + random_below(3) - 1;
		break;
	default:
		v >>= random_below(64);
	}
	return random_below(2) ? -v : v;
}

static struct affix
any_affix(unsigned most)
{
	struct affix a = {.length = (uint8_t)random_below(most + 1)};

	for (unsigned i = 0; i < a.length; i++)
		a.bytes[i] = (uint8_t) " 0-x,\n"[random_below(6)];
	return a;
}

static struct integer_style
any_style(void)
{
	static const uint8_t radixes[] = {8, 10, 16};
	struct integer_style style = {
	    .before = any_affix(random_below(4) ? 2 : INTEGER_TEXT_MAX),
	    .after = any_affix(random_below(4) ? 2 : INTEGER_TEXT_MAX),
	    .bytes = (uint8_t)(2U << random_below(3)),
	    .radix = radixes[random_below(3)],
	    .digits = (uint8_t)(random_below(2) ? 1 : 1 + random_below(INTEGER_WIDTH_MAX)),
	    .width = (uint8_t)(random_below(2) ? 0 : random_below(INTEGER_WIDTH_MAX + 1)),
	    .capital = random_below(2),
	};

	style.is_signed = style.radix == 10 && random_below(2);
	if (style.is_signed && random_below(3) == 0)
		style.positive = random_below(2) ? '+' : ' ';
	return integer_worst(&style) ? style : any_style();
}

static uint8_t *
numbers(const struct integer_style *style, size_t times)
{
	uint8_t *p = malloc(times * style->bytes + READ_AFTER);

	if (!p)
		abort();
	for (size_t i = 0; i < times; i++) {
		uint64_t v = any_number(style->radix);

		memcpy(p + i * style->bytes, &v, style->bytes);
	}
	return p;
}

/* Lines in one go are the same as one after the other. */
static void
compare_lines(struct integer_style style, size_t times)
{
	uint8_t expected[TIMES_MAX * LONGEST * 2 + INTEGER_ROOM], *end = expected;
	uint8_t out[TIMES_MAX * LONGEST * 2 + INTEGER_ROOM], *out_end;
	uint8_t *p = numbers(&style, 2 * times);
	const struct affix last = any_affix(INTEGER_TEXT_MAX);

	for (unsigned line = 0; line < 2; line++) {
		end = integers_put_plain(&style, p + line * times * style.bytes, times, end);
		end -= style.after.length;
		memcpy(end, last.bytes, last.length);
		end += last.length;
	}
	style.last = last;
	style.line = (uint32_t)times;
	out_end = integers_put_plain(&style, p, 2 * times, out);
	if (fails(out_end - out == end - expected &&
	          memcmp(out, expected, (size_t)(end - expected)) == 0))
		printf("lines of %zu numbers: %.*s, not %.*s\n", times, (int)(out_end - out), out,
		    (int)(end - expected), expected);
	free(p);
}

#ifdef __x86_64__
/* The vectors may overwrite at most LANES bytes after the text. */
static bool
same(
    const struct columns *n, const uint8_t *p, size_t times, const uint8_t *expected, size_t length)
{
	uint8_t *out = malloc(length + LANES);
	uint8_t *end;
	bool good;

	if (!out)
		abort();
	end = columns_put_avx512(n, p, times, out);
	good = (size_t)(end - out) == length && memcmp(out, expected, length) == 0;
	free(out);
	return good;
}

static void
compare_avx2(struct integer_style lines, size_t times)
{
	const struct integer_style *style = &lines;
	uint8_t expected[TIMES_MAX * LONGEST + INTEGER_ROOM], *end;
	uint8_t *p = numbers(style, times), *out, *out_end;

	lines.line = random_below(6);
	lines.last = any_affix(INTEGER_TEXT_MAX);
	end = integers_put_plain(style, p, times, expected);
	out = malloc((size_t)(end - expected) + INTEGER_ROOM);
	if (!out)
		abort();
	out_end = integers_put_avx2(style, p, times, out);
	if (fails(out_end - out == end - expected &&
	          memcmp(out, expected, (size_t)(end - expected)) == 0))
		printf("AVX2: %zu numbers of %u bytes: %.*s, not %.*s\n", times, style->bytes,
		    (int)(out_end - out), out, (int)(end - expected), expected);
	free(out);
	free(p);
}

static void
compare(const struct integer_style *style, struct columns *n, size_t times)
{
	uint8_t expected[TIMES_MAX * LONGEST * 2 + INTEGER_ROOM], *end;
	uint8_t *p = numbers(style, 2 * times);
	struct affix tail = any_affix(INTEGER_TEXT_MAX);
	unsigned drop = style->after.length ? random_below(2) : 0;

	end = integers_put_plain(style, p, times, expected);
	if (fails(same(n, p, times, expected, (size_t)(end - expected))))
		printf("%zu numbers of %u bytes, radix %u: not %.*s\n", times, style->bytes,
		    style->radix, (int)(end - expected), expected);
	if (times && columns_close(n, times, drop, &tail)) {
		end = expected;
		for (unsigned line = 0; line < 2; line++) {
			end =
			    integers_put_plain(style, p + line * times * style->bytes, times, end);
			end -= drop;
			memcpy(end, tail.bytes, tail.length);
			end += tail.length;
		}
		if (fails(same(n, p, 2 * times, expected, (size_t)(end - expected))))
			printf("lines of %zu numbers of %u bytes, radix %u: not %.*s\n", times,
			    style->bytes, style->radix, (int)(end - expected), expected);
	}
	free(p);
}
#else
#define compare(...) ((void)0)
#define compare_avx2(...) ((void)0)
#endif

int
main(void)
{
	static struct columns n;
	unsigned levels = find_levels(), made = 0;

	for (unsigned i = 0; i < 300000; i++) {
		struct integer_style style = any_style();
		size_t times = random_below(random_below(4) ? 9 : TIMES_MAX + 1);

		if (times)
			compare_lines(style, times);
		if (levels > CPU_AVX2 && integer_has_avx2(&style))
			compare_avx2(style, times);
		if (levels <= CPU_AVX512 || !columns_make(&n, &style))
			continue;
		made++;
		compare(&style, &n, times);
	}
	if (levels > CPU_AVX512 && fails(made > 100000))
		printf("only %u styles had a pattern\n", made);
	return finish();
}
