/* What of the processor an engine may use. Files NAME_avx2.c and NAME_avx512.c
 * are compiled for these, and nothing of them may run on less. */
#ifndef PILLBOX_LIB_CPU_CPU_H
#define PILLBOX_LIB_CPU_CPU_H

enum cpu_level {
	CPU_PLAIN,
	CPU_AVX2,   /* and POPCNT, BMI1, BMI2 */
	CPU_AVX512, /* and F, BW, DQ, VL, VBMI, VBMI2 */
};

#endif
