/* Which instructions the engines of this run may use: all that the processor has and the
 * kernel has enabled, or fewer where PILLBOX_CPU says so. */
#include "core/before/cpu.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/after/settings.h"

/* Up to this size plain C is faster than asking: in a virtual machine each CPUID is an exit
 * to the hypervisor, some 5 us. */
enum { SMALL = 16 << 10 };

#ifdef __x86_64__
#include <cpuid.h>

/* What a level needs, of CPUID leaf 1 ECX and leaf 7 EBX and ECX, and of XCR0, which says
 * what registers the kernel saves (Intel's and AMD's manuals). The instructions beside the
 * levels use registers that it always saves, or those of their level. */
enum {
	ONE_ECX = bit_OSXSAVE | bit_AVX | bit_POPCNT,
	SEVEN_EBX = bit_AVX2 | bit_BMI | bit_BMI2,
	SEVEN_EBX_512 = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW,
	SEVEN_ECX_512 = bit_AVX512VBMI | bit_AVX512VBMI2,
	XCR0_256 = 0x06,
	XCR0_512 = 0xe6,
};
static const unsigned VL = 1U << 31; /* belongs to SEVEN_EBX_512, but no int holds it */

static unsigned
enabled_registers(void)
{
	unsigned low, high;

	__asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
	return low;
}

static enum cpu_level
best_level(unsigned one_ecx, unsigned seven_ebx, unsigned seven_ecx)
{
	const unsigned ebx_512 = SEVEN_EBX_512 | VL;
	unsigned saved;

	if ((one_ecx & ONE_ECX) != ONE_ECX)
		return CPU_PLAIN;
	saved = enabled_registers();
	if ((saved & XCR0_256) != XCR0_256 || (seven_ebx & SEVEN_EBX) != SEVEN_EBX)
		return CPU_PLAIN;
	if ((saved & XCR0_512) != XCR0_512 || (seven_ebx & ebx_512) != ebx_512)
		return CPU_AVX2;
	return (seven_ecx & SEVEN_ECX_512) == SEVEN_ECX_512 ? CPU_AVX512 : CPU_AVX2;
}

static struct cpu
best(void)
{
	struct cpu best = {CPU_PLAIN, 0};
	unsigned eax, edx, one_ecx, seven_ebx, seven_ecx;

	if (__get_cpuid_max(0, NULL) < 7)
		return best;
	__cpuid(1, eax, seven_ebx, one_ecx, edx);
	__cpuid_count(7, 0, eax, seven_ebx, seven_ecx, edx);
	best.level = best_level(one_ecx, seven_ebx, seven_ecx);
	if (!(one_ecx & bit_SSE4_1))
		return best;
	best.also = (seven_ebx & bit_SHA ? CPU_SHA : 0) | (one_ecx & bit_PCLMUL ? CPU_CLMUL : 0) |
		    (seven_ecx & bit_VPCLMULQDQ ? CPU_VCLMUL : 0);
	return best;
}

#else

static struct cpu
best(void)
{
	return (struct cpu){CPU_PLAIN, 0};
}

#endif

/* The level that PILLBOX_CPU names. */
static enum cpu_level
allowed(const char *name)
{
	static const char names[][8] = {"plain", "avx2", "avx512"};

	for (int i = CPU_PLAIN; i <= CPU_AVX512; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum cpu_level)i;
	fail("PILLBOX_CPU: %q is none of 'plain', 'avx2', 'avx512'", name);
}

void
cpu_choose(const struct facts *f)
{
	const char *name = getenv("PILLBOX_CPU");
	const enum cpu_level most = name ? allowed(name) : CPU_AVX512;
	struct cpu cpu;

	if (most == CPU_PLAIN || (!name && f->inputs == 1 && S_ISREG(f->mode) && f->size <= SMALL))
		return;
	cpu = best();
	cpu.level = cpu.level < most ? cpu.level : most;
	if (cpu.level < CPU_AVX512)
		cpu.also &= ~(unsigned)CPU_VCLMUL;
	cpu_setup(cpu);
}
