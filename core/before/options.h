/* The command line of an applet. */
#ifndef PILLBOX_CORE_BEFORE_OPTIONS_H
#define PILLBOX_CORE_BEFORE_OPTIONS_H

#include "core/table.h"

/* Parses the arguments, which do not include the program's name, and gives each option to
 * the applet's option(). --help and --version are answered and end the run. Moves the
 * operands to the beginning of args, in order, and returns their number. */
size_t options_parse(const struct spelling *, char **args);

#endif
