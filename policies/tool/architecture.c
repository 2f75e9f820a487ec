/* The machines, and constants, with the values that the kernel finds in a 64-bit register.
 *
 * A policy compares the whole register, though the kernel takes an int from its lower half
 * only. So a negative constant must say what the upper half is: AT_FDCWD is a sign-extended
 * `long`, because every raw system call is passed longs. A caller that left the upper half
 * zero would be killed. */
#include "policies/tool/architecture.h"

#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/socket.h>

#include "policies/tool/report.h"

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

/* What differs between machines (their <asm/fcntl.h>); the headers here are the host's, and
 * glibc defines O_LARGEFILE as 0. */
static const struct constant x86_64_constants[] = {
    {"O_DIRECT", 040000},
    {"O_DIRECTORY", 0200000},
    {"O_LARGEFILE", 0100000},
    {"O_NOFOLLOW", 0400000},
    {NULL, 0},
};

static const struct constant aarch64_constants[] = {
    {"O_DIRECT", 0200000},
    {"O_DIRECTORY", 040000},
    {"O_LARGEFILE", 0400000},
    {"O_NOFOLLOW", 0100000},
    {NULL, 0},
};

static const struct architecture architectures[] = {
    {"x86_64", SCMP_ARCH_X86_64, x86_64_constants},
    {"aarch64", SCMP_ARCH_AARCH64, aarch64_constants},
};

const struct architecture *
architecture_find(const char *name)
{
	for (size_t i = 0; i < sizeof(architectures) / sizeof(*architectures); i++)
		if (!strcmp(architectures[i].name, name))
			return &architectures[i];
	die("'%s' is no architecture that policies are compiled for; write x86_64 or aarch64",
	    name);
}

static bool
find_constant(const struct constant *c, const char *name, size_t length, uint64_t *value)
{
	for (; c->name; c++)
		if (strlen(c->name) == length && !memcmp(c->name, name, length)) {
			*value = c->value;
			return true;
		}
	return false;
}

bool
constant_value(const struct architecture *arch, const char *name, size_t length, uint64_t *value)
{
	return find_constant(constants, name, length, value) ||
	       find_constant(arch->constants, name, length, value);
}
