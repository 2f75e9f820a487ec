/* The command line of an applet. */
#ifndef PILLBOX_CORE_BEFORE_OPTIONS_H
#define PILLBOX_CORE_BEFORE_OPTIONS_H

#include "core/table.h"

/* Goes through the arguments, the program's name not among them, as getopt_long does,
 * and gives each option to applet->option(); --help and --version are answered and end
 * the run. Moves the operands to the begin of args, in order, and returns their
 * number. */
size_t options_parse(const struct spelling *, char **args);

#endif
