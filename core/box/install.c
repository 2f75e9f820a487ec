/* --install: a link for every name. Needs no shell and no /proc: the kernel
 * says at start by which path it found this file. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/before/before.h"
#include "core/box/box.h"
#include "core/table.h"
#include "lib/large.h"
#include "lib/text.h"

struct install {
	bool symbolic, force;
	const char *dir;
	char self[PATH_MAX]; /* this file, all links resolved */
	struct stat self_st;
	char target[3 * PATH_MAX]; /* of symbolic links: self, as seen from dir */
	bool failed;
};

/* Writes the path from dir to self; both absolute and without links, dir ending
 * in a slash. */
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
complain(struct install *in, const char *path, const char *what, int error)
{
	in->failed = true;
	if (error)
		note("%f: %s: %m", path, what, error);
	else
		note("%f: %s", path, what);
}

/* Whether what stands at path may be replaced. */
static bool
may_replace(const struct install *in, const char *path)
{
	struct stat st;

	if (in->force || lstat(path, &st) != 0)
		return true;
	return stat(path, &st) == 0 && st.st_dev == in->self_st.st_dev &&
	       st.st_ino == in->self_st.st_ino;
}

/* Whether path is the very file that is to be linked: no link to it, but it. */
static bool
is_self(const struct install *in, const char *path)
{
	char real[PATH_MAX];
	struct stat st;

	return lstat(path, &st) == 0 && !S_ISLNK(st.st_mode) && realpath(path, real) &&
	       strcmp(real, in->self) == 0;
}

/* Where a path is too long to be built, the builder says so by its last byte. */
static void
too_long(struct text *t)
{
	t->len = t->cap - 1;
}

/* Writes "dir/name", or "dir/.pillbox-name-PID" for the link while it is being
 * made. False where that is too long. */
static bool
path_of(const struct install *in, const char *name, bool temporary, char out[PATH_MAX])
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

static void
install_name(struct install *in, const char *name)
{
	char path[PATH_MAX], temporary[PATH_MAX];
	int made;

	if (!path_of(in, name, false, path) || !path_of(in, name, true, temporary)) {
		complain(in, in->dir, "cannot link into it", ENAMETOOLONG);
		return;
	}
	if (is_self(in, path))
		return;
	if (!may_replace(in, path)) {
		complain(in, path, "is not a link to this file: -f replaces it", 0);
		return;
	}
	unlink(temporary);
	made = in->symbolic ? symlink(in->target, temporary) : link(in->self, temporary);
	if (made != 0 || rename(temporary, path) != 0)
		complain(in, path,
		    errno == EXDEV ? "cannot link: -s makes symbolic links" : "cannot link", errno);
	/* Where path was the same file already, rename did nothing. */
	unlink(temporary);
}

/* Finds this file, and the folder where its links are to be. */
static void
prepare(struct install *in)
{
	/* The pointer may be absent where the kernel was not asked by path. */
	const char *path = (const char *)(uintptr_t)getauxval(AT_EXECFN);
	static LARGE _Alignas(64) char own_dir[PATH_MAX];
	char real_dir[PATH_MAX + 1];

	if (!path || !realpath(path, in->self) || stat(in->self, &in->self_st) != 0)
		fail("cannot find this file itself: %m", errno);
	if (!in->dir) {
		strcpy(own_dir, in->self);
		*strrchr(own_dir, '/') = '\0';
		in->dir = *own_dir ? own_dir : "/";
	}
	if (!realpath(in->dir, real_dir))
		fail("%f: %m", in->dir, errno);
	if (real_dir[1])
		strcat(real_dir, "/");
	relative(real_dir, in->self, in->target);
}

int
box_install(char **args)
{
	static LARGE _Alignas(64) struct install in;

	for (; *args; args++) {
		if (strcmp(*args, "-s") == 0)
			in.symbolic = true;
		else if (strcmp(*args, "-f") == 0)
			in.force = true;
		else if (strcmp(*args, "-sf") == 0 || strcmp(*args, "-fs") == 0)
			in.symbolic = in.force = true;
		else if (**args == '-' || in.dir)
			fail_usage("unrecognized use of '--install': '%o'", *args);
		else
			in.dir = *args;
	}
	prepare(&in);
	for (size_t i = 0; i < applet_count; i++) {
		install_name(&in, applets[i]->name);
		if (applets[i]->alias)
			install_name(&in, applets[i]->alias);
	}
	return in.failed;
}
