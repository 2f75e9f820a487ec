/* The shortest texts of floats, against the C library: the first precision whose text reads
 * back. shortest_engine_test [CASES]: random ones of each kind. */
#include "lib/number/shortest.h"

#include <float.h>
#include <math.h>

#include "tests/engine.h"

#if LDBL_MANT_DIG == 64
#define HAS_EXTENDED 1
#else
#define HAS_EXTENDED 0
#endif

static void
expect(enum shortest_kind kind, const uint8_t *bytes, const char *want)
{
	char *text = malloc(SHORTEST_ROOM);
	size_t n;

	if (!text)
		abort();
	n = shortest_put(kind, bytes, text);
	if (fails(n == strlen(want) && memcmp(text, want, n) == 0))
		printf("kind %d: %.*s, not %s\n", (int)kind, (int)n, text, want);
	free(text);
}

static void
try_float(float v)
{
	const bool subnormal = fabsf(v) < FLT_MIN;
	uint8_t bytes[sizeof(v)];
	char want[64];

	for (int n = subnormal ? 1 : FLT_DIG; n <= FLT_DECIMAL_DIG; n++) {
		snprintf(want, sizeof(want), "%.*g", n, (double)v);
		if (strtof(want, NULL) == v)
			break;
	}
	memcpy(bytes, &v, sizeof(v));
	expect(SHORTEST_SINGLE, bytes, want);
	if (!(bytes[0] | bytes[1]))
		expect(SHORTEST_BFLOAT, bytes + 2, want);
}

static void
try_double(double v)
{
	const bool subnormal = fabs(v) < DBL_MIN;
	uint8_t bytes[sizeof(v)];
	char want[64];

	for (int n = subnormal ? 1 : DBL_DIG; n <= DBL_DECIMAL_DIG; n++) {
		snprintf(want, sizeof(want), "%.*g", n, v);
		if (strtod(want, NULL) == v)
			break;
	}
	memcpy(bytes, &v, sizeof(v));
	expect(SHORTEST_DOUBLE, bytes, want);
}

/* Where the C library has none, a double of the same value stands in. */
static void
try_extended(uint64_t mantissa, uint16_t high)
{
	uint8_t bytes[16] = {0};
	char want[64];
	long double v = 0;

	if ((high & 0x7FFF) == 0x7FFF ? mantissa << 1 != 0 : (high & 0x7FFF) != 0)
		mantissa |= UINT64_C(1) << 63;
	else
		mantissa &= ~(UINT64_C(1) << 63);
	if ((high & 0x7FFF) == 0x7FFF)
		mantissa |= UINT64_C(1) << 63;
	memcpy(bytes, &mantissa, 8);
	memcpy(bytes + 8, &high, 2);
	if (!HAS_EXTENDED)
		return;
	memcpy(&v, bytes, 10);
	for (int n = fabsl(v) < LDBL_MIN ? 1 : LDBL_DIG; n <= LDBL_DECIMAL_DIG; n++) {
		snprintf(want, sizeof(want), "%.*Lg", n, v);
		if (strtold(want, NULL) == v)
			break;
	}
	expect(SHORTEST_EXTENDED, bytes, want);
}

/* All of them: their values are exact in a double. */
static void
try_halves(void)
{
	for (unsigned i = 0; i < 0x10000; i++) {
		const unsigned field = i >> 10 & 0x1F, fraction = i & 0x3FF;
		const uint8_t bytes[2] = {(uint8_t)i, (uint8_t)(i >> 8)};
		float v = field == 0x1F ? (fraction ? NAN : INFINITY)
		          : field       ? ldexpf((float)(fraction | 0x400), (int)field - 25)
		                        : ldexpf((float)fraction, -24);
		char want[64];

		v = i & 0x8000 ? -v : v;
		for (int n = FLT_DIG; n <= FLT_DECIMAL_DIG; n++) {
			snprintf(want, sizeof(want), "%.*g", n, (double)v);
			if (strtof(want, NULL) == v)
				break;
		}
		expect(SHORTEST_HALF, bytes, want);
	}
}

static void
try_bits(uint64_t bits, uint64_t more)
{
	const uint32_t low = (uint32_t)bits, top = low << 16;
	double d;
	float f;

	memcpy(&d, &bits, sizeof(d));
	try_double(d);
	memcpy(&f, &low, sizeof(f));
	try_float(f);
	memcpy(&f, &top, sizeof(f));
	try_float(f);
	try_extended(bits, (uint16_t)more);
}

static void
try_double_and_before(double v)
{
	uint64_t bits;

	try_double(v);
	memcpy(&bits, &v, sizeof(bits));
	bits--;
	memcpy(&v, &bits, sizeof(v));
	try_double(v);
}

static void
try_float_and_before(float v)
{
	uint32_t bits;

	try_float(v);
	memcpy(&bits, &v, sizeof(bits));
	bits--;
	memcpy(&v, &bits, sizeof(v));
	try_float(v);
}

static void
try_round_ones(void)
{
	for (int i = -1100; i < 1100; i++) {
		const double power = ldexp(1, i);
		double ten;
		char text[16];

		snprintf(text, sizeof(text), "1e%d", i / 3);
		ten = strtod(text, NULL);
		try_double_and_before(power);
		try_double_and_before(ten);
		try_double(i);
		try_double(i * 1e5);
		try_double(i / 8.0);
		try_float_and_before((float)power);
		try_float_and_before((float)ten);
		try_float((float)i);
	}
	/* A tie that reads back. */
	try_double(600000000000000.25);
	try_double(600000000000000.75);
	for (unsigned e = 0; e < 0x8000; e += 7) {
		try_extended(0, (uint16_t)e);
		try_extended(1, (uint16_t)e);
		try_extended(UINT64_MAX, (uint16_t)e);
	}
}

int
main(int argc, char **argv)
{
	const long cases = argc > 1 ? strtol(argv[1], NULL, 10) : 8000;

	try_halves();
	try_round_ones();
	for (long i = 0; i < cases; i++) {
		const uint64_t bits = random64() << random_below(64), more = random64();

		try_bits(bits, more);
		try_bits(random64(), more);
		try_bits(bits >> random_below(64), more);
		try_bits(bits & 0x800FFFFF8000FFFF, more & 0x8003);
		try_double((double)(bits >> 10) / (double)(1 + random_below(1000)));
		try_double(ldexp((double)(bits >> 11), -(int)random_below(64)));
		try_float(ldexpf((float)(bits >> 40), -(int)random_below(32)));
	}
	return finish();
}
