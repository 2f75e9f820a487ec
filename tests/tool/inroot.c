/* inroot, as BIN/NAME: the applet NAME of /pillbox, in the root BIN/../t and as a
 * user who owns nothing. Started by root. What it needs is in its path, since some
 * tests leave it no environment, no memory and no descriptors. */
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

enum { NOBODY = 64534 }; /* nobody else runs as this one */

int
main(int argc, char **argv)
{
	char *path = (char *)getauxval(AT_EXECFN), *slash = path ? strrchr(path, '/') : NULL;
	char root[PATH_MAX];

	if (!slash || argc < 1 || snprintf(root, sizeof(root), "%.*s/../t", (int)(slash - path), path) >= PATH_MAX)
		return 126;
	argv[0] = slash + 1;
	/* The current folder stays; it is in that root. */
	if (chroot(root) == 0 && setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
	    setresuid(NOBODY, NOBODY, NOBODY) == 0)
		execv("/pillbox", argv);
	fprintf(stderr, "inroot: %s: %s\n", root, strerror(errno));
	return 126;
}
