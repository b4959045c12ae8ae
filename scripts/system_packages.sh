#!/bin/sh
# Installs the system packages that a group of doors needs and that are missing, or prints the line that does.
#
#   scripts/system_packages.sh build|bazel|emulation|browser|java|gpu...
#
# What is missing is told by commands and files, not by package names, so that a tool from elsewhere is good as well.
set -eu

PATH=$PATH:/usr/sbin:/sbin # ldconfig, which not everybody has on the path
missing=
need() { # need PACKAGE command NAME | need PACKAGE file PATH | need PACKAGE library NAME
  case $2 in
    command) command -v "$3" > /dev/null || missing="$missing $1" ;;
    file) [ -e "$3" ] || missing="$missing $1" ;;
    library) ldconfig -p | grep -qF "$3 " || missing="$missing $1" ;;
  esac
}

need_python() {
  python3 -c 'import ensurepip, venv' 2> /dev/null || missing="$missing python3-venv"
  header=$(python3 -c 'import sysconfig; print(sysconfig.get_path("include") + "/Python.h")' 2> /dev/null || echo /none)
  [ -e "$header" ] || missing="$missing python3-dev"
}

need_cargo() { # Debian keeps a newer one beside its own
  command -v cargo > /dev/null && return
  if apt-cache show cargo-web > /dev/null 2>&1; then missing="$missing cargo-web"; else missing="$missing cargo"; fi
}

for group in "$@"; do
  case $group in
    build)
      need_python
      need cmake command cmake
      need ninja-build command ninja
      need nasm command nasm
      need g++ command g++
      need libgtest-dev file /usr/src/googletest/googletest/src/gtest-all.cc
      need libgmock-dev file /usr/src/googletest/googlemock/src/gmock-all.cc
      need poppler-utils command pdftotext # the tests check PDF files with it
      need shellcheck command shellcheck # and the examples for Termux with this
      need zsh command zsh # and completion in the shells themselves
      need fish command fish
      need fonts-wqy-microhei file /usr/share/fonts/truetype/wqy/wqy-microhei.ttc # and write Chinese with this
      ;;
    bazel)
      need bazel-bootstrap command bazel
      need bazel-rules-java file /usr/share/bazel/rules/java/WORKSPACE
      need bazel-rules-proto file /usr/share/bazel/rules/proto/WORKSPACE
      need bazel-skylib file /usr/share/bazel/tools/skylib/WORKSPACE
      ;;
    emulation)
      need qemu-user-static command qemu-aarch64-static
      need qemu-user command qemu-aarch64 # loads plugins, which the static one cannot: instructions are counted by one
      ;;
    browser)
      need chromium command chromium # the tests of the web page drive it
      ;;
    java)
      need default-jdk-headless command javac
      need maven command mvn
      ;;
    gpu) # devices of software, and the libraries that find them
      need ocl-icd-libopencl1 library libOpenCL.so.1
      need pocl-opencl-icd file /etc/OpenCL/vendors/pocl.icd
      need libvulkan1 library libvulkan.so.1
      need mesa-vulkan-drivers library libvulkan_lvp.so
      ;;
    *) echo "scripts/system_packages.sh: unknown group \"$group\"; known are build, bazel, emulation, browser, java, gpu" >&2
       exit 2 ;;
  esac
done

if [ -n "$missing" ] || ! command -v cargo > /dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -q
    need_cargo
    # shellcheck disable=SC2086  # words are packages
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
  else
    need_cargo
    echo "system packages are missing; as root, type:  apt-get install$missing" >&2
    exit 1
  fi
fi
