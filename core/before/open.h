/* The opening of the inputs. */
#ifndef PILLBOX_CORE_BEFORE_OPEN_H
#define PILLBOX_CORE_BEFORE_OPEN_H

#include "core/after/in.h"
#include "core/applet.h"

/* Opens the operands: none or one as descriptor 0; several come out of IN_PAIR, queued
 * or fed. Fills the plan for in_setup() and the facts for the applet. Ends the run where
 * a list of names cannot be opened. */
void open_inputs(const struct operands *, struct in_plan *, struct facts *);

#endif
