#include "policies/tool/array.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/tool/report.h"

void *
array_grow(void *array, size_t count, size_t size)
{
	void *larger = reallocarray(array, count + 1, size);

	if (!larger)
		die("%s", strerror(errno));
	return larger;
}

void *
array_copy(const void *array, size_t count, size_t size)
{
	void *copy = array_grow(NULL, count, size);

	if (count)
		memcpy(copy, array, count * size);
	return copy;
}
