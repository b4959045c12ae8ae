# How our own sources are compiled: one set of flags for all, and more where the file name asks for them.
add_library(dsocr_flags INTERFACE)
target_compile_options(dsocr_flags INTERFACE
  -Wall -Wextra -fvisibility=hidden -fvisibility-inlines-hidden -ffunction-sections -fdata-sections)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)")
  set(machine_suffixes neon fp16 dotprod i8mm)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)")
  set(machine_suffixes avx2 avx512 vnni)
endif()
if(WIN32)
  list(APPEND machine_suffixes windows)
else()
  list(APPEND machine_suffixes posix)
endif()
foreach(backend OPENCL VULKAN)
  if(DSOCR_${backend})
    string(TOLOWER ${backend} suffix)
    list(APPEND machine_suffixes ${suffix})
  endif()
endforeach()
set(flags_neon "")
set(flags_fp16 -march=armv8.2-a+fp16)
set(flags_dotprod -march=armv8.2-a+dotprod)
set(flags_i8mm -march=armv8.2-a+i8mm)
set(flags_avx2 -mavx2 -mfma -mf16c)
set(flags_avx512 -mavx512f -mavx512bw -mavx512vl -mavx512dq)
set(flags_vnni ${flags_avx512} -mavx512vnni)

# `*_<suffix>.cc` gets that suffix's flags where the machine or the system (of a GPU back end: the build) has it, and is
# dropped from the list elsewhere.
function(dsocr_flags_by_name list_name)
  set(files ${${list_name}})
  foreach(suffix neon fp16 dotprod i8mm avx2 avx512 vnni posix windows opencl vulkan)
    set(special ${files})
    list(FILTER special INCLUDE REGEX "_${suffix}\\.cc$")
    if(suffix IN_LIST machine_suffixes)
      set_source_files_properties(${special} PROPERTIES COMPILE_OPTIONS "${flags_${suffix}}")
    else()
      list(FILTER files EXCLUDE REGEX "_${suffix}\\.cc$")
    endif()
  endforeach()
  set(${list_name} ${files} PARENT_SCOPE)
endfunction()

# What the linker leaves out, and what it must not put in: none of MNN's assembly files says that it needs no executable
# stack, so the link has to.
if(APPLE)
  set(dsocr_link_options -Wl,-dead_strip)
else()
  set(dsocr_link_options -Wl,--gc-sections)
  if(NOT WIN32)
    list(APPEND dsocr_link_options -Wl,-z,noexecstack)
  endif()
endif()

# How a shared object of ours is linked. Only what the version script `exports` names is visible, so that two of them
# with their own copies of libc++ or MNN can share a process. A DLL shows what is declared dllexport:
# besides the same name, some of pybind11's, and so does macOS with what is not hidden. Both look for a name in the library
# that was linked to and in no other.
function(dsocr_shared_object target exports)
  target_link_options(${target} PRIVATE ${dsocr_link_options} $<$<CONFIG:Release>:-s>)
  if(APPLE)  # without a name of its own it would be that of the file which the linker wrote, with this machine's path
    target_link_options(${target} PRIVATE -Wl,-install_name,@rpath/$<TARGET_FILE_NAME:${target}>)
  endif()
  if(WIN32 OR APPLE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES LINK_DEPENDS ${exports})
  target_link_options(${target} PRIVATE -Wl,--version-script=${exports} -Wl,-z,relro -Wl,-z,now)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)")
    # Android asks for pages of 16 KB, some boards and servers have 64 KB.
    target_link_options(${target} PRIVATE -Wl,-z,max-page-size=65536)
  endif()
endfunction()
