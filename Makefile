# hactl: `make` shows the menu.
SWIFT ?= swift
SCRATCH ?= .build
LAB := Lab/lab
PREFIX ?= /usr/local

.PHONY: help tools build release test test-unit test-lab contrib check fmt docs demo lab lab-down bench second-build install clean

help: ## this menu
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

tools: ## install what building and the lab need (root; Debian or Ubuntu)
	@Tools/install

build: tools ## debug build
	$(SWIFT) build --scratch-path $(SCRATCH)

release: tools ## the binary people use
	$(SWIFT) build -c release --static-swift-stdlib --product hactl --scratch-path $(SCRATCH)

test: tools ## unit, simulator, libraries on real servers, and the lab's switchovers and plan files
	@Tools/test all

test-unit: ## pure tests and the simulator: seconds, no servers
	@Tools/test unit

test-lab: tools release ## every story of the lab: real servers, real faults
	@Tools/test lab

contrib: tools ## try the ready-made files of Contrib/ with promtool, amtool, systemd-analyze and others
	@Tools/test contrib

check: ## format, imports between targets, forbidden words, generated references
	@Tools/check

fmt: ## format the sources
	$(SWIFT) format -i -r Sources Tests Package.swift

docs: ## write the generated references anew
	-@RECORD=1 $(SWIFT) test --scratch-path $(SCRATCH) --filter Reference >/dev/null 2>&1
	@git status --short Documentation

demo: tools release ## a real switchover under write load, and its measured outage (root)
	@Tools/demo

lab: tools release ## leave a lab up to play with (root); FLAVOUR=mysql|mariadb
	@Tools/lab-shell $(or $(FLAVOUR),mariadb)

lab-down: ## take every lab down
	@$(LAB) down --all

bench: tools release ## outage, plan, look, start-up, memory: next to a hand-written script
	@Tools/bench

second-build: tools ## build against Oracle's libmysqlclient in a root tree
	@Tools/second-build

install: release ## copy the binary to $(PREFIX)/bin
	install -D -m 0755 $(SCRATCH)/release/hactl $(DESTDIR)$(PREFIX)/bin/hactl

clean: ## forget what was built
	rm -rf $(SCRATCH)
