/* Counting by AVX2. */
#include "lib/utf8/classify_avx2.h"

#include "applets/wc/count_vector.h"

void
count_avx2(struct count *count, const uint8_t *p, size_t n)
{
	count_by_marks(count, p, n);
}
