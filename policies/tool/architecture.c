/* What depends on the machine that the filters are for: the tool may run on
 * another one. Values are the kernel's, as it finds them in a 64-bit register.
 *
 * Policies compare all of the register, where the kernel takes an int from its
 * lower half alone. So a negative constant has to say what the upper half is:
 * AT_FDCWD is that of a `long`, sign-extended, since every raw call is given
 * longs. A caller that left the upper half zero would be killed. */
#include "policies/tool/compile.h"

#include <fcntl.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* The same on every architecture. */
static const struct constant constants[] = {
    {"AT_EMPTY_PATH", AT_EMPTY_PATH},
    {"AT_FDCWD", (uint64_t)(int64_t)AT_FDCWD},
    {"AT_NO_AUTOMOUNT", AT_NO_AUTOMOUNT},
    {"AT_SYMLINK_NOFOLLOW", AT_SYMLINK_NOFOLLOW},
    {"MSG_CMSG_CLOEXEC", MSG_CMSG_CLOEXEC},
    {"MSG_DONTWAIT", MSG_DONTWAIT},
    {"MSG_EOR", MSG_EOR},
    {"MSG_NOSIGNAL", MSG_NOSIGNAL},
    {"MSG_PEEK", MSG_PEEK},
    {"MSG_TRUNC", MSG_TRUNC},
    {"MSG_WAITALL", MSG_WAITALL},
    {"O_APPEND", O_APPEND},
    {"O_CLOEXEC", O_CLOEXEC},
    {"O_NOCTTY", O_NOCTTY},
    {"O_NONBLOCK", O_NONBLOCK},
    {"O_PATH", O_PATH},
    {"O_RDONLY", O_RDONLY},
    {"O_RDWR", O_RDWR},
    {"O_WRONLY", O_WRONLY},
    {"SEEK_CUR", SEEK_CUR},
    {"SEEK_END", SEEK_END},
    {"SEEK_SET", SEEK_SET},
    {"SPLICE_F_GIFT", SPLICE_F_GIFT},
    {"SPLICE_F_MORE", SPLICE_F_MORE},
    {"SPLICE_F_MOVE", SPLICE_F_MOVE},
    {"SPLICE_F_NONBLOCK", SPLICE_F_NONBLOCK},
    {NULL, 0},
};

/* Those that the host's headers would get wrong: they differ between machines,
 * and glibc says that O_LARGEFILE is 0. */
static const struct constant x86_64_constants[] = {
    {"O_DIRECTORY", 0200000},
    {"O_LARGEFILE", 0100000},
    {"O_NOFOLLOW", 0400000},
    {NULL, 0},
};

const struct architecture x86_64 = {
    .name = "x86_64",
    .token = SCMP_ARCH_X86_64,
    .constants = x86_64_constants,
};

static bool
find(const struct constant *c, const char *name, size_t length, uint64_t *value)
{
	for (; c->name; c++)
		if (strlen(c->name) == length && !memcmp(c->name, name, length)) {
			*value = c->value;
			return true;
		}
	return false;
}

bool
constant(const struct architecture *arch, const char *name, size_t length, uint64_t *value)
{
	return find(constants, name, length, value) || find(arch->constants, name, length, value);
}
