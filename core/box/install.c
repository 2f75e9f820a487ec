/* --install makes a link for every name, confine too, and, with -c, first a copy of this file that
 * they lead to. It needs no shell and no /proc: the kernel passes the path of this file at start
 * (AT_EXECFN). */
#include "core/box/install.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/write.h"
#include "core/table.h"
#include "lib/text/text.h"

struct install {
	bool symbolic, force, copy;
	const char *dir;
	char real_dir[PATH_MAX + 1]; /* dir, all links resolved, with a slash at its end */
	char self[PATH_MAX];         /* what the links lead to, all links resolved */
	struct stat self_st;         /* of this file */
	struct stat copy_st;         /* of its copy in dir, where there is one */
	char target[3 * PATH_MAX];   /* of symbolic links: self, as seen from dir */
	bool made, failed;
};

/* The name of the copy. */
static const char BOX[] = "pillbox";

/* Writes the path from dir to self. Both are absolute and without links; dir ends in a
 * slash. */
static void
relative(const char *dir, const char *self, char *out)
{
	size_t common = 0;

	for (size_t i = 0; dir[i] && dir[i] == self[i]; i++)
		if (self[i] == '/')
			common = i + 1;
	for (const char *p = dir + common; *p; p++)
		if (*p == '/')
			out = stpcpy(out, "../");
	strcpy(out, self + common);
}

static void
install_error(struct install *in, const char *path, const char *what, int error)
{
	in->failed = true;
	if (error)
		note("%f: %s: %m", path, what, error);
	else
		note("%f: %s", path, what);
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether what is at path may be replaced. */
static bool
may_replace(const struct install *in, const char *path)
{
	struct stat st;

	if (in->force || lstat(path, &st) != 0)
		return true;
	return stat(path, &st) == 0 &&
	       (same_file(&st, &in->self_st) || same_file(&st, &in->copy_st));
}

/* Whether path is the very file that the links lead to, not a link to it. */
static bool
is_self(const struct install *in, const char *path)
{
	char real[PATH_MAX];
	struct stat st;

	return lstat(path, &st) == 0 && !S_ISLNK(st.st_mode) && realpath(path, real) &&
	       strcmp(real, in->self) == 0;
}

/* The buffer is full: the path is too long. path_in_dir() sees t.len at its limit. */
static void
too_long(struct text *t)
{
	t->len = t->cap - 1;
}

/* Writes "dir/name", or "dir/.pillbox-name-PID" for a file that is being made. False where
 * that is too long. */
static bool
path_in_dir(const struct install *in, const char *name, bool temporary, char out[PATH_MAX])
{
	struct text t = {.buf = out, .cap = PATH_MAX, .drain = too_long};

	text_str(&t, in->dir);
	if (in->dir[strlen(in->dir) - 1] != '/')
		text_char(&t, '/');
	if (temporary)
		text_str(&t, ".pillbox-");
	text_str(&t, name);
	if (temporary) {
		text_char(&t, '-');
		text_u64(&t, (uint64_t)getpid());
	}
	text_char(&t, '\0');
	return t.len < t.cap;
}

/* Makes the link for one name. False where no link can be made in dir at all: the other
 * names would fail in the same way. */
static bool
install_name(struct install *in, const char *name)
{
	char path[PATH_MAX], temporary[PATH_MAX];

	if (!path_in_dir(in, name, false, path) || !path_in_dir(in, name, true, temporary)) {
		install_error(in, in->dir, "cannot link into it", ENAMETOOLONG);
		return false;
	}
	if (is_self(in, path))
		return true;
	if (!may_replace(in, path)) {
		install_error(in, path, "is not a link to this file: -f replaces it", 0);
		return true;
	}
	unlink(temporary);
	if ((in->symbolic ? symlink(in->target, temporary) : link(in->self, temporary)) != 0) {
		install_error(in, in->dir,
		    errno == EXDEV ? "cannot link into it: -s makes symbolic links, -c copies"
		                   : "cannot link into it",
		    errno);
		return false;
	}
	if (rename(temporary, path) != 0)
		install_error(in, path, "cannot link", errno);
	else
		in->made = true;
	/* Where path was the same file already, rename did nothing. */
	unlink(temporary);
	return true;
}

/* ---- the copy ------------------------------------------------------------- */

struct bytes {
	const char *at;
	size_t size;
};

/* Maps a file and closes its descriptor, which may be negative. None where that fails. */
static struct bytes
map_file(int fd)
{
	struct bytes b = {0};
	struct stat st;
	void *at;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return b;
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at != MAP_FAILED)
		b = (struct bytes){.at = at, .size = (size_t)st.st_size};
	close(fd);
	return b;
}

/* Whether path is an executable file with these bytes, and no symbolic link to one. */
static bool
has_contents(const char *path, const struct bytes *b)
{
	struct bytes there = map_file(open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));

	return there.at && there.size == b->size && memcmp(there.at, b->at, b->size) == 0 &&
	       access(path, X_OK) == 0;
}

/* Makes an executable file with these bytes. */
static bool
write_file(const char *path, const struct bytes *b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0755);
	long error;

	if (fd < 0)
		return false;
	error = write_all(fd, b->at, b->size);
	if (!error && fchmod(fd, 0755) != 0) /* whatever the umask */
		error = -errno;
	/* Some file systems report a failed write only here. */
	if (close(fd) != 0 && !error)
		error = -errno;
	errno = (int)-error;
	return !error;
}

/* Copies this file to path, unless that has the same contents already. */
static void
copy_to(const struct install *in, const char *path, const char *temporary)
{
	struct bytes b;
	int error;

	/* The running file; without /proc, what is at its path now. */
	b = map_file(open("/proc/self/exe", O_RDONLY));
	if (!b.at)
		b = map_file(open(in->self, O_RDONLY));
	if (!b.at)
		fail("%f: cannot read its own file: %m", in->self, errno);
	if (has_contents(path, &b))
		return;
	if (!may_replace(in, path))
		fail("%f: is not this file: -f replaces it", path);
	unlink(temporary);
	if (write_file(temporary, &b) && rename(temporary, path) == 0)
		return;
	error = errno;
	unlink(temporary);
	fail("%f: cannot copy: %m", path, error);
}

/* Makes a copy in dir, which the links then lead to. */
static void
copy_self(struct install *in)
{
	char path[PATH_MAX], temporary[PATH_MAX];

	if (!path_in_dir(in, BOX, false, path) || !path_in_dir(in, BOX, true, temporary) ||
	    strlen(in->real_dir) + sizeof(BOX) > sizeof(in->self))
		fail("%f: %m", in->dir, ENAMETOOLONG);
	copy_to(in, path, temporary);
	if (stat(path, &in->copy_st) != 0)
		fail("%f: %m", path, errno);
	strcpy(stpcpy(in->self, in->real_dir), BOX);
}

/* ---- the folder ----------------------------------------------------------- */

/* Finds this file, and the folder for its links. */
static void
find_paths(struct install *in)
{
	/* It may be absent where this file was not executed by a path. */
	const char *path = (const char *)(uintptr_t)getauxval(AT_EXECFN);
	static LARGE _Alignas(64) char own_dir[PATH_MAX];

	if (!path || !realpath(path, in->self) || stat(in->self, &in->self_st) != 0)
		fail("cannot find its own file: %m", errno);
	if (!in->dir) {
		strcpy(own_dir, in->self);
		*strrchr(own_dir, '/') = '\0';
		in->dir = *own_dir ? own_dir : "/";
	}
	if (!realpath(in->dir, in->real_dir))
		fail("%f: %m", in->dir, errno);
	if (in->real_dir[1])
		strcat(in->real_dir, "/");
}

/* Handles a cluster of options. False where one is unknown. */
static bool
parse_letters(struct install *in, const char *letters)
{
	if (!*letters)
		return false;
	for (; *letters; letters++) {
		if (*letters == 's')
			in->symbolic = true;
		else if (*letters == 'f')
			in->force = true;
		else if (*letters == 'c')
			in->copy = true;
		else
			return false;
	}
	return true;
}

static void
install_names(struct install *in)
{
	struct spelling s = {0};

	while (table_next(&s))
		if (!install_name(in, s.word))
			return;
	install_name(in, "confine");
}

int
box_install(char **args)
{
	static LARGE _Alignas(64) struct install in;

	for (; *args; args++) {
		if (**args != '-' && !in.dir)
			in.dir = *args;
		else if (**args != '-' || !parse_letters(&in, *args + 1))
			fail_usage("unrecognized use of '--install': '%o'", *args);
	}
	find_paths(&in);
	if (in.copy)
		copy_self(&in);
	relative(in.real_dir, in.self, in.target);
	install_names(&in);
	if (in.symbolic && in.made && strncmp(in.target, "../", 3) == 0)
		note("the links in %f lead to %f, outside of it; -c copies this file into it",
		    in.dir, in.target);
	return in.failed;
}
