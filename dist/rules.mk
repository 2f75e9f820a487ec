# What users get: make install, and the packages of a release.

# No list of files depends on the user's locale.
export LC_ALL = C

.PHONY: install uninstall image

#: make install     to BINDIR and MANDIR, both in PREFIX by default
#: make uninstall   remove what install has put there
MAN1 = $(DESTDIR)$(MANDIR)/man1
install: $B/pillbox
	install -d $(DESTDIR)$(BINDIR) $(MAN1)
	install -m 755 $B/pillbox $(DESTDIR)$(BINDIR)/pillbox
	install -m 644 core/box/pillbox.1 $(MAN1)/pillbox.1
	for page in $(PAGES); do install -m 644 $$page $(MAN1)/pillbox-$${page##*/} || exit 1; done
	@echo "to link the applets: pillbox --install -s DIR"

# A page is pillbox-NAME, so that it hides no page of the system.
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/pillbox $(MAN1)/pillbox.1 $(addprefix $(MAN1)/pillbox-,$(notdir $(PAGES)))

# The binaries that are built: the one for this machine, and those for others that are there.
BUILT = $B/pillbox $(wildcard $B/*/pillbox)

#: make image       build/image, an OCI layout, for each architecture that is built
image: $B/pillbox
	$(call say,IMAGE,$B/image)dist/image $B/image $(BUILT)
