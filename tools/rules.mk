# The programs that the build runs.

# The lists of applets and policies.
$B/gen/table.c $B/gen/policies.h $B/gen/policies &: FORCE
	@mkdir -p $(@D)
	@tools/table $(@D)

# $(host_program) is the recipe of every program that runs here, of the tests too. OPTIMISE
# and LIBS are private variables of such a target.
HOST_BUILD = $(HOSTCC) -std=c11 -D_GNU_SOURCE $(WARN) -I. -I$B/gen
define host_program
@mkdir -p $(@D)
$(call say,HOSTCC,$@)$(HOST_BUILD) $(or $(OPTIMISE),-O1) -o $@ $(filter %.c,$^) $(LIBS)
endef

$B/host/sealed: tools/sealed.c tools/object.c tools/object.h core/applet.h lib/cpu/cpu.h | packages
	$(host_program)

# What sealed code refers to: found in the objects, before they are linked.
$B/gen/sealed.ld: $(OBJECTS) $B/host/sealed
	$(call say,SEALED,$@)$B/host/sealed $@ $(OBJECTS) >$B/gen/sealed
