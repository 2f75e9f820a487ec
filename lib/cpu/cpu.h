/* What an engine may use of the processor. Files NAME_avx2.c and NAME_avx512.c are compiled
 * for these levels; none of their code may run on a lower one. */
#ifndef PILLBOX_LIB_CPU_CPU_H
#define PILLBOX_LIB_CPU_CPU_H

enum cpu_level {
	CPU_PLAIN,
	CPU_AVX2,   /* and POPCNT, BMI1, BMI2 */
	CPU_AVX512, /* and F, BW, DQ, VL, VBMI, VBMI2 */
};

#endif
