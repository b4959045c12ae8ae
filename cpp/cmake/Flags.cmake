# How our own sources are compiled: one set of flags for all, and more where the file name asks for them.
add_library(dsocr_flags INTERFACE)
target_compile_options(dsocr_flags INTERFACE
  -Wall -Wextra -fvisibility=hidden -fvisibility-inlines-hidden -ffunction-sections -fdata-sections)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)")
  set(machine_suffixes neon fp16)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)")
  set(machine_suffixes avx2 avx512)
endif()
set(flags_neon "")
set(flags_fp16 -march=armv8.2-a+fp16)
set(flags_avx2 -mavx2 -mfma -mf16c)
set(flags_avx512 -mavx512f -mavx512bw -mavx512vl -mavx512dq)

# `*_<suffix>.cc` gets that suffix's flags where the machine has it, and is dropped from the list elsewhere.
function(dsocr_flags_by_name list_name)
  set(files ${${list_name}})
  foreach(suffix neon fp16 avx2 avx512)
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
