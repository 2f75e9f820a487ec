/* Counting by AVX-512. */
#include "lib/utf8/classify_avx512.h"

#include "applets/wc/count_vector.h"

void
count_avx512(struct count *count, const uint8_t *p, size_t n)
{
	count_by_marks(count, p, n);
}
