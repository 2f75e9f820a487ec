/* hexdump's floats against the host's glibc: random bit patterns of both sizes,
 * and where digits go wrong: ties and their neighbours, powers of two and ten,
 * subnormals, what is no number; every flag, and precisions and widths up to the
 * largest. A batch of numbers of one kind is one case. */
#include "lib/number/real.h"
#include "lib/number/real_digits.h"
#include "tests/engine.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one number ---------------------------------------------------------- */

enum { LARGEST = 65535, TEXT_MAX = REAL_ROOM + LARGEST };

static uint8_t *room_end; /* of TEXT_MAX bytes; the sanitizer sees accesses after it */
static char wanted[TEXT_MAX + 1];
static unsigned wrong; /* in this batch */

static const char conversions[] = "eEfgG";
enum { CONVERSIONS = sizeof(conversions) - 1, FLAGS = 32 };

static struct real_style
style_of(char conversion, unsigned flags, int width, int precision)
{
	return (struct real_style){
	    .conversion = conversion,
	    .left = flags & 1,
	    .plus = flags & 2,
	    .blank = flags & 4,
	    .alternate = flags & 8,
	    .zero = flags & 16,
	    .width = (uint16_t)width,
	    .precision = precision,
	};
}

static size_t
oracle(struct real_style style, double value)
{
	char format[32];

	snprintf(format, sizeof(format), "%%%s%s%s%s%s*.*%c", style.left ? "-" : "",
	    style.plus ? "+" : "", style.blank ? " " : "", style.alternate ? "#" : "",
	    style.zero ? "0" : "", style.conversion);
	/* A negative precision is none. */
	return (size_t)snprintf(
	    wanted, sizeof(wanted), format, (int)style.width, (int)style.precision, value);
}

static void
check(struct real_style style, double value)
{
	int precision = style.precision == REAL_NO_PRECISION ? 6 : style.precision;
	size_t room = REAL_ROOM + (size_t)(precision > style.width ? precision : style.width);
	uint8_t *out = room_end - room;
	size_t got = (size_t)(real_put(&style, value, out) - out);
	size_t len = oracle(style, value);

	/* glibc 2.36 forgets the zeros of %#g where rounding lifts the number to the
	 * form with an exponent: 999999.5 is 1.e+06. By C11 7.21.6.1 it is what %#e
	 * makes of it, with one digit less after the point. */
	if (style.alternate && (strstr(wanted, ".e") || strstr(wanted, ".E"))) {
		struct real_style other = style;

		if (style.conversion == 'g' || style.conversion == 'G') {
			other.conversion = style.conversion == 'g' ? 'e' : 'E';
			other.precision = precision ? precision - 1 : 0;
		}
		len = oracle(other, value);
	}
	if (got == len && memcmp(out, wanted, len) == 0)
		return;
	if (wrong++ < 3)
		printf("%%%c of %a, width %d, precision %d: %.100s, not %.*s\n", style.conversion,
		    value, style.width, precision, wanted, got < 100 ? (int)got : 100, out);
}

static void
check_all_conversions(double value, unsigned flags, int width, int precision)
{
	for (int c = 0; c < CONVERSIONS; c++)
		check(style_of(conversions[c], flags, width, precision), value);
}

static void
batch_done(const char *name)
{
	if (!wrong) {
		passed++;
		return;
	}
	failed++;
	printf("%s: %u wrong\n", name, wrong);
	wrong = 0;
}

/* ---- random numbers ------------------------------------------------------ */

static int
random_int(int n)
{
	return (int)random_below((size_t)n);
}

static double
from_double_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static double
from_float_bits(uint64_t bits)
{
	uint32_t low = (uint32_t)bits;
	float value;

	memcpy(&value, &low, sizeof(value));
	return (double)value;
}

/* The next one, away from zero or, with -1, towards it; value is no zero. */
static double
neighbour(double value, int step)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return from_double_bits(bits + (uint64_t)step);
}

/* As people's files have them: of a size that can be read, with few digits. */
static double
from_decimal(uint64_t bits)
{
	return (double)(int64_t)(bits >> 38) / (bits & 1 ? -1000 : 1000);
}

static void
test_random(const char *name, double (*make)(uint64_t))
{
	enum { EACH = 200000 };

	for (int c = 0; c < CONVERSIONS; c++) {
		char label[64];

		for (int i = 0; i < EACH; i++) {
			bool plain = i % 2;
			int precision = random_int(42) - 1;
			unsigned flags = plain ? 0 : (unsigned)random_int(FLAGS);
			int width = plain ? 0 : random_int(60);

			check(style_of(conversions[c], flags, width, precision), make(random64()));
		}
		snprintf(label, sizeof(label), "%%%c of random %s", conversions[c], name);
		batch_done(label);
	}
}

/* ---- where it is difficult ----------------------------------------------- */

static void
test_specials(void)
{
	static const double values[] = {0, 1, 9.5, 0.5, 1e-5, 99999.95, 999999.5, 1e15, 1e22, 1e23,
	    DBL_MAX, DBL_MIN, DBL_TRUE_MIN, FLT_MAX, FLT_MIN, FLT_TRUE_MIN, INFINITY, NAN};
	static const int widths[] = {0, 1, 4, 12, 40, 400};
	static const int precisions[] = {-1, 0, 1, 2, 6, 16, 17, 18, 19, 33, 340};

	for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
		for (unsigned flags = 0; flags < FLAGS; flags++)
			for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++)
				for (size_t p = 0; p < sizeof(precisions) / sizeof(precisions[0]);
				     p++) {
					check_all_conversions(
					    values[v], flags, widths[w], precisions[p]);
					check_all_conversions(
					    -values[v], flags, widths[w], precisions[p]);
				}
		batch_done("special values");
	}
	for (int i = 0; i < 4; i++) {
		uint64_t quiet = (uint64_t)(i & 1) << 63, payload = (uint64_t)(i >> 1) << 51;

		check_all_conversions(
		    from_double_bits(quiet | payload | 0x7FF0000000000001), 0, 0, -1);
	}
	batch_done("nan of every kind");
}

static void
with_neighbours(double value)
{
	const double values[] = {value, neighbour(value, 1), neighbour(value, -1)};

	for (int v = 0; v < 3; v++)
		for (int precision = -1; precision <= 20; precision++)
			check_all_conversions(values[v], precision & 1 ? 8 : 0, 0, precision);
}

static void
test_powers(void)
{
	for (int e = -1074; e < 1024; e++)
		with_neighbours(ldexp(1, e));
	batch_done("powers of two");
	for (int e = -323; e <= 308; e++) {
		char text[16];

		snprintf(text, sizeof(text), "1e%d", e);
		with_neighbours(strtod(text, NULL));
		snprintf(text, sizeof(text), "5e%d", e);
		with_neighbours(strtod(text, NULL));
	}
	batch_done("powers of ten, and half of them");
}

static void
test_ties(void)
{
	for (int i = 0; i < 8000; i++) {
		/* An odd number of 2^-k ends in a 5 at place k. */
		int k = 1 + random_int(20);
		double value = (double)(random64() >> (30 + random_int(30)) | 1);

		value = ldexp(value, -k);
		check(style_of('f', 0, 0, k - 1), value);
		check(style_of('f', 0, 0, k - 1), neighbour(value, 1));
		check(style_of('f', 0, 0, k - 1), neighbour(value, -1));
	}
	batch_done("ties after the point");
	for (int i = 0; i < 8000; i++) {
		/* Digits, a 5, zeros. */
		int digits = 1 + random_int(12), zeros = random_int(22 - digits);
		double value = 1 + random_int(9);

		for (int d = 1; d < digits; d++)
			value = value * 10 + random_int(10);
		value = value * 10 + 5;
		while (zeros--)
			value *= 10;
		check_all_conversions(value, 0, 0, digits - 1);
		check_all_conversions(value, 0, 0, digits);
		check_all_conversions(neighbour(value, 1), 0, 0, digits - 1);
		check_all_conversions(neighbour(value, -1), 0, 0, digits - 1);
	}
	batch_done("ties before the point");
	for (int i = 0; i < 8000; i++) {
		double value = from_double_bits(random64() & 0x000FFFFFFFFFFFFF);

		check_all_conversions(value, 0, 0, random_int(25));
	}
	batch_done("subnormals");
}

static void
test_sizes(void)
{
	static const double values[] = {0, 1, DBL_TRUE_MIN, 0x0.FFFFFFFFFFFFFp-1022, -DBL_MAX, M_PI,
	    0x1.FFFFFFFFFFFFFp-1, 0x1.FFFFFFFFFFFFFp52, 1e23, INFINITY};
	static const int large[] = {1200, 4095, 4096, 4097, 65534, LARGEST};

	for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
		for (int precision = 0; precision < 1100; precision += precision < 800 ? 1 : 13)
			check_all_conversions(values[v], 0, 0, precision);
		batch_done("precisions up to the last digit");
		for (unsigned flags = 0; flags < FLAGS; flags += 5)
			for (size_t i = 0; i < sizeof(large) / sizeof(large[0]); i++) {
				check_all_conversions(values[v], flags, large[i], -1);
				check_all_conversions(values[v], flags, 0, large[i]);
				check_all_conversions(values[v], flags, large[i], large[i] - 2);
			}
		batch_done("large precisions and widths");
	}
}

/* Where all digits are rounded away, no pointer is left to chance. */
static void
test_none(void)
{
	struct digits digits;

	for (int exponent = -1137; exponent < -64; exponent++) {
		digits.text = NULL;
		digits_make(&digits, UINT64_C(1) << 63, exponent, true, 0);
		wrong += digits.count != 0 || digits.text != digits.room;
	}
	batch_done("no digits");
}

int
main(void)
{
	uint8_t *room = malloc(TEXT_MAX);

	if (!room)
		return 1;
	room_end = room + TEXT_MAX;
	test_random("doubles", from_double_bits);
	test_random("floats", from_float_bits);
	test_random("decimal fractions", from_decimal);
	test_specials();
	test_powers();
	test_ties();
	test_sizes();
	test_none();
	free(room);
	return finish();
}
