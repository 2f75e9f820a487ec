/* What an engine may use of the processor. Files NAME_avx2.c and NAME_avx512.c are compiled
 * for these levels; none of their code may run on a lower one. */
#ifndef PILLBOX_LIB_CPU_CPU_H
#define PILLBOX_LIB_CPU_CPU_H

enum cpu_level {
	CPU_PLAIN,
	CPU_AVX2,   /* and POPCNT, BMI1, BMI2 */
	CPU_AVX512, /* and F, BW, DQ, VL, VBMI, VBMI2 */
};

/* Instructions for one purpose, beside the levels: bits of struct cpu. Files NAME_sha.c,
 * NAME_clmul.c and NAME_vclmul.c are compiled for them. */
enum {
	CPU_SHA = 1,    /* SHA, and SSE4.1 */
	CPU_CLMUL = 2,  /* PCLMULQDQ, and SSE4.1 */
	CPU_VCLMUL = 4, /* VPCLMULQDQ; at the level CPU_AVX512 only */
};

struct cpu {
	enum cpu_level level;
	unsigned also;
};

#endif
