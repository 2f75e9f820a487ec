/* pillbox --policy [NAME], pillbox --policy --bpf NAME */
#ifndef PILLBOX_CORE_BOX_POLICY_H
#define PILLBOX_CORE_BOX_POLICY_H

/* args are those after the first word. Returns the exit status. */
int box_policy(char **args);

#endif
