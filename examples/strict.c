/* strict - seccomp's strict mode for one's own main, without its traps: read, write, exit,
 * exit_group and the return from a signal handler, and nothing else; any other call kills.
 *
 *	cc -o strict strict.c && echo text | ./strict
 *
 * The program is set up first: files opened, memory taken, whatever a C library does only
 * once. After confine() it can use what it has. printf asks for memory and for what kind of
 * file standard output is, so write is called instead; main ends by return.
 *
 * The filters are what `pillbox confine` makes and proves; each is for one entry into the
 * kernel, and kills for calls by any other:
 *
 *	confine --allow=read,write,exit,exit_group,rt_sigreturn,sigreturn --dump=FILE.c
 *
 * for x86-64, and with a 32-bit program's name after it for i386. No library is needed. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#ifdef __x86_64__
static struct sock_filter confine_code[] = {
	{0x0020, 0x00, 0x00, 0x00000004},
	{0x0015, 0x01, 0x00, 0xc000003e},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0020, 0x00, 0x00, 0x00000000},
	{0x0035, 0x03, 0x00, 0x0000003c},
	{0x0035, 0x01, 0x00, 0x0000000f},
	{0x0035, 0x04, 0x03, 0x00000002},
	{0x0015, 0x02, 0x03, 0x0000000f},
	{0x0015, 0x01, 0x00, 0x0000003c},
	{0x0015, 0x00, 0x01, 0x000000e7},
	{0x0006, 0x00, 0x00, 0x7fff0000},
	{0x0006, 0x00, 0x00, 0x80000000},
};
#elif defined(__i386__)
static struct sock_filter confine_code[] = {
	{0x0020, 0x00, 0x00, 0x00000004},
	{0x0015, 0x01, 0x00, 0x40000003},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0020, 0x00, 0x00, 0x00000000},
	{0x0035, 0x04, 0x00, 0x00000077},
	{0x0035, 0x01, 0x00, 0x00000002},
	{0x0015, 0x05, 0x06, 0x00000001},
	{0x0035, 0x00, 0x05, 0x00000003},
	{0x0035, 0x04, 0x03, 0x00000005},
	{0x0015, 0x02, 0x00, 0x00000077},
	{0x0015, 0x01, 0x00, 0x000000ad},
	{0x0015, 0x00, 0x01, 0x000000fc},
	{0x0006, 0x00, 0x00, 0x7fff0000},
	{0x0006, 0x00, 0x00, 0x80000000},
};
#else
#error "a filter is made for one machine, and this one has none here"
#endif

/* Puts the filter in force, for good. Returns 0, or -1 with errno. */
static int
confine(void)
{
	struct sock_fprog program = {
	    sizeof(confine_code) / sizeof(*confine_code), confine_code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, (long)SECCOMP_MODE_FILTER, &program);
}

/* What is done with bytes that nobody trusts: here, letters become capitals. */
static void
work(char *bytes, ssize_t n)
{
	for (ssize_t i = 0; i < n; i++)
		if (bytes[i] >= 'a' && bytes[i] <= 'z')
			bytes[i] -= 'a' - 'A';
}

int
main(void)
{
	static char bytes[4096];
	ssize_t n;

	if (confine() != 0)
		return 71;
	while ((n = read(0, bytes, sizeof(bytes))) > 0) {
		work(bytes, n);
		for (ssize_t done = 0, w; done < n; done += w)
			if ((w = write(1, bytes + done, (size_t)(n - done))) <= 0)
				return 1;
	}
	return n != 0;
}
