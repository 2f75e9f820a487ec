# What users get: make install, and the packages of a release.

# No list of files depends on the user's locale.
export LC_ALL = C

.PHONY: completions install uninstall image deb dist verify-dist

# ---- completions -----------------------------------------------------------------------

# The tables of options, linked without anything that they refer to.
$B/host/options: dist/options.c core/table.c core/before/option.c $B/gen/table.c $(OWN) $(wildcard applets/*/names.c) $(wildcard core/*.h) \
		core/box/confine/request.c core/box/confine/request.h $B/gen/policies.h | packages
	$(host_program)
$B/host/options: private LIBS = -DVERSION='"$(VERSION)"' -static -Wl,--unresolved-symbols=ignore-all

$B/gen/options: $B/host/options
	@$B/host/options >$@.new
	@mv $@.new $@

COMPLETIONS = $B/completions/pillbox.bash $B/completions/_pillbox $B/completions/pillbox.fish
$B/completions/pillbox.bash: SHELL_NAME = bash
$B/completions/_pillbox: SHELL_NAME = zsh
$B/completions/pillbox.fish: SHELL_NAME = fish
$(COMPLETIONS): dist/completions/box $B/gen/options $(wildcard dist/completions/*)
	@mkdir -p $(@D)
	$(call say,COMPLETE,$@)awk -f dist/completions/common.awk -f dist/completions/$(SHELL_NAME).awk \
		dist/completions/box $B/gen/options dist/completions/$(SHELL_NAME) >$@.new
	@mv $@.new $@

#: make completions build/completions, for bash, zsh and fish
completions: $(COMPLETIONS)

# ---- make install ----------------------------------------------------------------------

#: make install     to BINDIR and MANDIR, and completions to SHAREDIR, all in PREFIX by default
#: make uninstall   remove what install has put there
SHAREDIR ?= $(PREFIX)/share
MAN1 = $(DESTDIR)$(MANDIR)/man1
BASH = $(DESTDIR)$(SHAREDIR)/bash-completion/completions
ZSH = $(DESTDIR)$(SHAREDIR)/zsh/site-functions
FISH = $(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d
install: $B/pillbox $(COMPLETIONS)
	install -d $(DESTDIR)$(BINDIR) $(MAN1) $(BASH) $(ZSH) $(FISH)
	install -m 755 $B/pillbox $(DESTDIR)$(BINDIR)/pillbox
	install -m 644 core/box/pillbox.1 $(MAN1)/pillbox.1
	for page in $(PAGES); do install -m 644 $$page $(MAN1)/pillbox-$${page##*/} || exit 1; done
	install -m 644 $B/completions/pillbox.bash $(BASH)/pillbox
	install -m 644 $B/completions/_pillbox $(ZSH)/_pillbox
	install -m 644 $B/completions/pillbox.fish $(FISH)/pillbox.fish
	@echo "to link the applets: pillbox --install -s DIR"

# A page is pillbox-NAME, so that it hides no page of the system; nor does a completion: they
# are those of the command pillbox.
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/pillbox $(MAN1)/pillbox.1 $(addprefix $(MAN1)/pillbox-,$(notdir $(PAGES))) \
		$(BASH)/pillbox $(ZSH)/_pillbox $(FISH)/pillbox.fish

# ---- the picture in README.md -----------------------------------------------------------

.PHONY: picture
#: make picture     renew docs/terminal.svg, the picture in README.md
picture: $B/bin
	@dist/picture $B >$B/terminal.svg
	@mv $B/terminal.svg docs/terminal.svg

# ---- images and packages ---------------------------------------------------------------

define \n


endef

# The binaries that are built: the one for this machine, and those for others that are there.
BUILT = $B/pillbox $(wildcard $B/x86_64/pillbox $B/aarch64/pillbox)

#: make image       build/image, an OCI layout, for each architecture that is built
image: $B/pillbox $B/gen/options
	$(call say,IMAGE,$B/image)TABLE=$B/gen/options dist/image $B/image $(BUILT)

#: make deb         build/pillbox_VERSION_ARCHITECTURE.deb, for each architecture that is built
deb: $B/pillbox $B/gen/options $(COMPLETIONS)
	$(foreach b,$(BUILT),$(call say,DEB,$b)TABLE=$B/gen/options dist/deb $B $b $B/completions${\n})

# What the linker took from the libraries: for the list of materials. A map of the user's
# comes first.
$B/pillbox.debug: private override LDFLAGS := -Wl,-Map=$B/pillbox.map $(LDFLAGS)

#: make dist        build/dist: source, binaries, image, packages, their materials and sums
dist:
	@tools/packages dist
	@$(MAKE) --no-print-directory $B/pillbox $(if $(CROSS),cross)
	@$(MAKE) --no-print-directory $B/dist

$B/dist: image deb
	$(call say,DIST,$@)dist/release $@ $B $(BUILT)

#: make verify-dist whether FROM (build/dist), a release, is what its source makes here
FROM ?= $B/dist
verify-dist:
	@tools/packages dist
	@dist/verify $(FROM) $(if $(filter command line,$(origin CROSS)),CROSS='$(CROSS)')

# ---- tests of these --------------------------------------------------------------------

.PHONY: check-dist release-check
#: make check-dist  the image with skopeo, umoci, runc and buildah, completions in all shells, a
#:                  build by another user, and the package in Debian 12 and 13; as root
check-dist:
	@tools/packages check-dist
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROGRAMS)
	@tests/run $B dist
	@$(MAKE) --no-print-directory dist
	@tests/dist/check.sh $B

#: make release-check   all tests there are and make dist, from a clean clone of what is committed
release-check:
	@dist/release-check
