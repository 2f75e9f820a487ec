#include "core/before/locale.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/applet.h"

bool
locale_is_utf8(void)
{
	static const char variables[][12] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *value = NULL, *codeset;
	size_t len;

	for (size_t i = 0; i < 3 && (!value || !*value); i++)
		value = getenv(variables[i]);
	/* language[_territory][.codeset][@modifier] */
	codeset = value ? value + strcspn(value, ".@") : "";
	if (*codeset != '.')
		return false;
	len = strcspn(++codeset, "@");
	return (len == 5 && strncasecmp(codeset, "UTF-8", 5) == 0) ||
	       (len == 4 && strncasecmp(codeset, "UTF8", 4) == 0);
}

bool
posixly_correct(void)
{
	return getenv("POSIXLY_CORRECT") != NULL;
}
