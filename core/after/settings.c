/* What is set before the seal and read after it. It is kept here, and not by those who
 * set it, so that nothing of core/before/ runs sealed. */
#include "core/after/settings.h"

static struct called called;
static bool utf8_names;
static struct cpu features;
static struct memory memory;

void
called_setup(struct called as)
{
	called = as;
}

struct called
called_as(void)
{
	return called;
}

void
utf8_setup(bool utf8)
{
	utf8_names = utf8;
}

bool
utf8_locale(void)
{
	return utf8_names;
}

void
cpu_setup(struct cpu chosen)
{
	features = chosen;
}

enum cpu_level
cpu_level(void)
{
	return features.level;
}

struct cpu
cpu_features(void)
{
	return features;
}

void
reserve_setup(struct memory got)
{
	memory = got;
}

struct memory
reserved(void)
{
	return memory;
}
