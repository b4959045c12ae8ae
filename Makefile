# Every door of the repository. `make help` lists them; each installs what it lacks.
.DEFAULT_GOAL := help

export DSOCR_CACHE := $(or $(DSOCR_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/dsocr-native)
VENV := .venv
export PYTHON := $(abspath $(VENV)/bin/python)
MODELS ?= accurate fast cyrillic greek korean
LANGUAGES ?= arabic georgian hebrew indic kurdish pashto persian sindhi thai urdu uyghur vietnamese
PYTHONS ?= 3.10 3.11 3.12 3.13
THREADS ?= 2
PHOTO ?= examples/receipt.jpg

.PHONY: help
help:  ## list the doors
	@awk -F':.*  ## ' '/^[a-z0-9-]+:.*  ## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- what the doors stand on -----------------------------------------------------------------------------------------

.PHONY: venv installed bazel-ready emulation-ready browser-ready java-ready gpu-ready
venv:
	@scripts/system_packages.sh build
	@scripts/venv.sh $(VENV) scripts/requirements.txt

installed: models
	@wheel=$$($(PYTHON) scripts/build_wheel.py --machine $$(uname -m)) && languages=$$(scripts/build_languages.sh) && \
	  scripts/install_wheel.sh $(VENV) "$$wheel" "$$languages"

bazel-ready: models
	@scripts/system_packages.sh bazel emulation
	@scripts/bazelrc.sh

emulation-ready:
	@scripts/system_packages.sh emulation

gpu-ready:
	@scripts/system_packages.sh gpu

browser-ready:
	@scripts/system_packages.sh browser

java-ready:
	@scripts/system_packages.sh java

# --- doors -----------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: installed  ## read a scanned receipt and print its text
	@$(VENV)/bin/dsocr read $(PHOTO)

.PHONY: test test-cpp test-bazel test-python test-factory test-aarch64 test-musl test-windows test-macos test-android test-gpu tsan
test: installed bazel-ready emulation-ready browser-ready java-ready  ## every test: C++, Python, the wheels, the factory, aarch64 under qemu, musl, Kotlin
	@$(PYTHON) scripts/run_tests.py cpp python factory aarch64 musl android

test-cpp: installed bazel-ready  ## the C++ tests by CMake
	@$(PYTHON) scripts/run_tests.py cpp

test-bazel: bazel-ready  ## what Bazel builds and tests, aarch64 included
	@$(PYTHON) scripts/run_tests.py bazel

test-python: installed bazel-ready browser-ready java-ready  ## Python tests against the installed wheel
	@$(PYTHON) scripts/run_tests.py python

test-factory: venv  ## the tests that need PyTorch, the factory's smoke run among them
	@$(PYTHON) scripts/run_tests.py factory

test-aarch64: installed emulation-ready java-ready  ## the aarch64 wheel under qemu, on the CPUs that qemu knows
	@$(PYTHON) scripts/run_tests.py aarch64

test-musl: installed emulation-ready  ## the wheels for musl (Alpine), in a Python of musl
	@$(PYTHON) scripts/run_tests.py musl

test-windows: installed java-ready  ## the wheel for Windows, in a Python for Windows under wine; no stage of `make test`
	@$(PYTHON) scripts/run_tests.py windows

test-macos: installed java-ready emulation-ready  ## the wheels for macOS, looked at from outside and run in a Python for Linux; no stage of `make test`
	@$(PYTHON) scripts/run_tests.py macos

test-android: installed bazel-ready java-ready  ## the Kotlin library of examples/android on this machine's Java
	@$(PYTHON) scripts/run_tests.py android

test-gpu: gpu-ready models  ## a build with OpenCL and Vulkan, on devices of software
	@$(PYTHON) scripts/run_tests.py gpu

tsan: bazel-ready  ## the C++ tests under ThreadSanitizer
	@$(PYTHON) scripts/run_tests.py tsan

.PHONY: wheel wheel-aarch64 wheel-windows wheel-macos wheels languages sdist models
wheel: models  ## build the x86-64 wheel into dist/
	@$(PYTHON) scripts/build_wheel.py --machine x86_64

wheel-aarch64: models  ## build the aarch64 wheel into dist/
	@$(PYTHON) scripts/build_wheel.py --machine aarch64

wheel-windows: models java-ready  ## build the wheel for Windows on x86-64 into dist/
	@$(PYTHON) scripts/build_wheel.py --machine x86_64 --system windows

wheel-macos: models java-ready  ## build the wheels for macOS on Apple's and on Intel's processors into dist/
	@for machine in aarch64 x86_64; do $(PYTHON) scripts/build_wheel.py --system macos --machine $$machine || exit; done

wheels: models java-ready  ## build all wheels for Linux: for each of PYTHONS, musl (Alpine) too
	@for python in $(PYTHONS); do for machine in x86_64 aarch64; do for libc in gnu musl; do \
	  $(PYTHON) scripts/build_wheel.py --machine $$machine --libc $$libc --python $$python || exit; done; done; done

sdist: models  ## build the source distribution, third-party sources inside, into dist/
	@scripts/build_sdist.sh

languages: models  ## build the wheel with the models of further alphabets into dist/
	@scripts/build_languages.sh

models: venv  ## convert the models into the two packages
	@scripts/models.sh python/dsocr_native/models $(MODELS)
	@scripts/models.sh languages/dsocr_native_languages/models $(LANGUAGES)

.PHONY: docs
docs: venv  ## build the documentation as a site into build/site
	@NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build
	@echo "to look at it: python3 -m http.server --directory build/site"

.PHONY: factory-smoke
factory-smoke: venv  ## teach, prune, distil, quantise, convert, verify, score: the model factory in small
	@"$$($(PYTHON) -m tools.environments train)" -m tools.train.smoke $(ARGS)

.PHONY: score cores peers stages engines
score: installed needs-data  ## score the installed package: make score DATA="folder..."
	@$(PYTHON) -m tools.evaluate.score $(DATA) --threads $(THREADS) $(ARGS)

cores: installed emulation-ready needs-data  ## how well lines are read on emulated ARM cores: make cores DATA="folder..."
	@$(PYTHON) -m tools.evaluate.cores $(DATA) $(ARGS)

peers: installed needs-data  ## the same beside RapidOCR, taking turns: make peers DATA="folder..."
	@$(PYTHON) -m tools.evaluate.peers $(DATA) --threads $(THREADS) $(ARGS)

stages: installed needs-data  ## the table from the published models to the smallest: make stages DATA="folder..."
	@$(PYTHON) -m tools.evaluate.stages $(DATA) --threads $(THREADS) --output docs/stages.md $(ARGS)

engines: venv  ## our networks in TensorFlow Lite, ONNX Runtime, Paddle Lite, NCNN and MNN, side by side
	@$(PYTHON) -m tools.evaluate.engines --output docs/engines.md $(ARGS)

.PHONY: bench bench-instructions bench-kernels bench-phones
bench: installed  ## cold start, large photos, memory, soak, throughput, beside RapidOCR: make bench NAMES="memory"
	@$(PYTHON) -m bench.end_to_end $(NAMES) --threads $(THREADS) $(ARGS)

bench-instructions: emulation-ready models  ## instructions of aarch64 cores beside ONNX Runtime's: make bench-instructions PICTURES="..."
	@$(PYTHON) -m bench.instructions.reads $(PICTURES) $(ARGS)

bench-kernels: emulation-ready models  ## instructions a pixel of every kernel, NEON beside scalar and OpenCV
	@$(PYTHON) -m bench.instructions.kernels $(ARGS)

bench-phones: emulation-ready models  ## the reckoned phone of docs/phones.md
	@$(PYTHON) -m bench.instructions.phones $(or $(PICTURES),$(PHOTO)) $(ARGS)

.PHONY: needs-data
needs-data:
	@test -n "$(DATA)" || { echo 'name the folders that hold a labels.jsonl: make score DATA="folder..."' >&2; exit 2; }

.PHONY: clean
clean:  ## remove what the doors made in the tree (the cache stays)
	@rm -rf build dist $(VENV) third_party/crates python/dsocr_native/models languages/dsocr_native_languages/models
	@find . -name __pycache__ -prune -exec rm -rf {} +
