# SPDX-License-Identifier: MIT
#
# make demo PHOTOS=~/Pictures QUERY="a dog on the beach"
# make test

SHELL := /bin/bash
PREFIX ?= /usr/local
QUERY ?= a flower
export QUERY PHOTOS MODEL PREFIX DATA PYTHON  # recipes take them from the environment: they may hold any character
BINARY := .build/release/shoebox

# Homebrew's headers and libraries lie where the compiler does not look. (macOS is written with care and not tested.)
ifeq ($(shell uname -s),Darwin)
FLAGS := -Xcc -I$(shell brew --prefix)/include -Xlinker -L$(shell brew --prefix)/lib
endif

.PHONY: help setup build demo test test-e2e test-web parity lint format check install starter train-starter test-training goldens \
  bench fuzz clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## install the system libraries that the build needs
	@Scripts/set-up libraries

build: setup  ## build the command
	swift build -c release --product shoebox $(FLAGS)

demo: build  ## index PHOTOS=<folder> and answer QUERY="..."
	@Scripts/demo "$(BINARY)" "$$QUERY" "$$PHOTOS"

test: setup  ## run the tests
	swift build -c release --build-tests $(FLAGS)
	Scripts/run-tests --skip EndToEndTests

test-e2e: build  ## run the built command, moved away from its build folder, as a user would
	swift build -c release --build-tests $(FLAGS)
	Scripts/run-tests --filter EndToEndTests

test-web: build  ## the web page: its parts, and the whole in headless Chromium against the built command
	@Scripts/set-up browser
	Scripts/test-web "$(BINARY)" $(TEST)

parity: setup  ## compare full-size models of every family with PyTorch (downloads PyTorch from PyPI)
	Scripts/make-goldens --full
	swift build -c release --build-tests $(FLAGS)
	SHOEBOX_PARITY_MODELS=.cache/models Scripts/run-tests --filter ParityTests

goldens:  ## write the small reference checkpoints and outputs anew
	Scripts/make-goldens

lint:  ## check the formatting
	swift format lint --strict --recursive --parallel Sources Tests Examples Package.swift

format:  ## format the sources
	swift format --in-place --recursive --parallel Sources Tests Examples Package.swift

check:  ## check that layers import downwards only
	Scripts/check-layers
	Scripts/embed-page --check

# The Swift runtime goes into the binary, so that it needs nothing of the toolchain where it is installed.
install: setup  ## install the command into PREFIX/bin
	swift build -c release --product shoebox --static-swift-stdlib --scratch-path .build/install $(FLAGS)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 755 .build/install/release/shoebox "$(DESTDIR)$(PREFIX)/bin/shoebox"

starter:  ## replace the model that is compiled in: MODEL=<folder>
	@test -n "$$MODEL" || { echo 'Name a model folder: make starter MODEL=<folder>' >&2; exit 64; }
	Scripts/make-starter "$$MODEL"

# PYTHON=<interpreter> takes an environment of your own, with Training/requirements.txt in it: on CUDA, say.
train-starter:  ## train the starter model anew, as far as it is not yet: DATA=<folder>
	@test -n "$$DATA" || { echo 'Name a folder for the data: make train-starter DATA=<folder>' >&2; exit 64; }
	python=$${PYTHON:-$$(Scripts/python-environment training)} && \
	  PYTHONPATH=Training "$$python" -m shoebox_training starter --data "$$DATA" $(TRAINING_OPTIONS)

test-training: build  ## test the training pipeline, and its models in the built command (downloads PyTorch from PyPI)
	python=$${PYTHON:-$$(Scripts/python-environment training)} && cd Training && \
	  SHOEBOX_BINARY="$(CURDIR)/$(BINARY)" "$$python" -m pytest

RUNS ?= 200000
export RUNS

fuzz: setup  ## run the parsers of untrusted bytes under libFuzzer: RUNS=200000
	Scripts/fuzz "$$RUNS"

bench: build  ## measure everything beside its peers and write Documentation/Benchmarks.md: PHOTOS=<folder>
	@test -n "$$PHOTOS" || { echo 'Name a folder of photos: make bench PHOTOS=<folder>' >&2; exit 64; }
	Scripts/bench all --photos "$$PHOTOS"

clean:  ## remove what was built
	rm -rf .build .cache
