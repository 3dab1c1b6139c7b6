# The only CMake functions of the project.
#
#   lexprobe_library(room SRCS a.cc ... DEPS target ... [TORCH] [ROOM folder])
#   lexprobe_page(room SCRIPTS a.js ...)
#   lexprobe_program(name SRCS main.cc ... DEPS target ... [TORCH])
#   lexprobe_test(room SRCS a_test.cc ... DEPS target ... [TORCH] [ROOM folder])
#   lexprobe_bench(stem DEPS target ...)
#   lexprobe_fuzz(stem DEPS target ...)

add_library(lexprobe_warnings INTERFACE)
target_compile_options(lexprobe_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Wimplicit-fallthrough $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
  $<$<BOOL:${LEXPROBE_WERROR}>:-Werror>)
add_library(lexprobe_conversion_warnings INTERFACE)
target_compile_options(lexprobe_conversion_warnings INTERFACE -Wconversion
  -Wno-sign-conversion)  # clang would have it in -Wconversion, GCC has not

# Optimised builds check buffer bounds and stack frames, and map what the
# linker has settled read-only. Sanitizers bring checks of their own.
add_library(lexprobe_hardening INTERFACE)
if(NOT LEXPROBE_SANITIZE)
  target_compile_options(lexprobe_hardening INTERFACE
    $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>
    -fstack-protector-strong)
  target_link_options(lexprobe_hardening INTERFACE -Wl,-z,relro,-z,now)
endif()
add_library(lexprobe_assertions INTERFACE)
target_compile_definitions(lexprobe_assertions INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

if(LEXPROBE_TIDY)
  find_program(CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
endif()

function(_lexprobe_configure target torch)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PRIVATE
    $<BUILD_INTERFACE:lexprobe_warnings>
    $<BUILD_INTERFACE:lexprobe_hardening>
    $<BUILD_INTERFACE:lexprobe_assertions>)
  if(torch)
    target_link_libraries(${target} PUBLIC torch)
  else()
    target_link_libraries(${target}
      PRIVATE $<BUILD_INTERFACE:lexprobe_conversion_warnings>)
  endif()
endfunction()

function(lexprobe_library room)
  cmake_parse_arguments(ARG "TORCH" "ROOM" "SRCS;DEPS" ${ARGN})
  if(NOT ARG_ROOM)
    set(ARG_ROOM ${room})
  endif()
  list(TRANSFORM ARG_SRCS PREPEND ${PROJECT_SOURCE_DIR}/src/${ARG_ROOM}/)
  add_library(lexprobe_${room} STATIC ${ARG_SRCS})
  add_library(lexprobe::${room} ALIAS lexprobe_${room})
  set_target_properties(lexprobe_${room} PROPERTIES EXPORT_NAME ${room})
  target_include_directories(lexprobe_${room}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
           $<INSTALL_INTERFACE:include>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(lexprobe_${room} PUBLIC ${ARG_DEPS})
  _lexprobe_configure(lexprobe_${room} ${ARG_TORCH})
  if(LEXPROBE_TIDY AND NOT ARG_TORCH)
    set_target_properties(lexprobe_${room} PROPERTIES CXX_CLANG_TIDY
      "${CLANG_TIDY};--quiet")
  endif()
endfunction()

# Adds the page in src/<room>/page to the room's library, with d3 in it.
function(lexprobe_page room)
  cmake_parse_arguments(ARG "" "" "SCRIPTS" ${ARGN})
  find_file(LEXPROBE_D3 d3.min.js REQUIRED
    PATHS /usr/share/javascript/d3 /usr/share/nodejs/d3/dist
    DOC "d3, of Debian's libjs-d3")
  set(folder ${PROJECT_SOURCE_DIR}/src/${room}/page)
  set(embed ${PROJECT_SOURCE_DIR}/tools/cmake/embed_page.cmake)
  set(output ${PROJECT_BINARY_DIR}/generated/${room}/page_template.cc)
  list(JOIN ARG_SCRIPTS "," scripts)
  set(files ${ARG_SCRIPTS} page.html style.css d3_licence.txt)
  list(TRANSFORM files PREPEND ${folder}/)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DPAGE=${folder} -DD3=${LEXPROBE_D3}
            -DOUTPUT=${output} -DSCRIPTS=${scripts} -P ${embed}
    DEPENDS ${files} ${embed} ${LEXPROBE_D3}
    COMMENT "Inlining the page of ${room}" VERBATIM)
  target_sources(lexprobe_${room} PRIVATE ${output})
endfunction()

function(lexprobe_program name)
  cmake_parse_arguments(ARG "TORCH" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  _lexprobe_configure(${name} ${ARG_TORCH})
endfunction()

# Tells the sources that ask for them the folders of this clone; the others
# compile the same everywhere, and so come out of ccache in a new clone.
function(_lexprobe_define_folders)
  foreach(source IN LISTS ARGN)
    file(STRINGS ${source} asks REGEX "LEXPROBE_(DATA|TESTS|BINARY)_DIR")
    if(asks)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS
        LEXPROBE_DATA_DIR="${PROJECT_SOURCE_DIR}/data"
        LEXPROBE_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests"
        LEXPROBE_BINARY_DIR="${PROJECT_BINARY_DIR}")
    endif()
  endforeach()
endfunction()

function(lexprobe_test room)
  if(NOT LEXPROBE_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "TORCH" "ROOM" "SRCS;DEPS" ${ARGN})
  if(NOT ARG_ROOM)
    set(ARG_ROOM ${room})
  endif()
  list(TRANSFORM ARG_SRCS PREPEND ${PROJECT_SOURCE_DIR}/tests/${ARG_ROOM}/)
  add_executable(${room}_test ${ARG_SRCS})
  target_include_directories(${room}_test
    PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  _lexprobe_define_folders(${ARG_SRCS})
  target_link_libraries(${room}_test
    PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  _lexprobe_configure(${room}_test ${ARG_TORCH})
  gtest_discover_tests(${room}_test PROPERTIES LABELS ${ARG_ROOM} TIMEOUT 300
    DISCOVERY_TIMEOUT 60)
endfunction()

function(lexprobe_bench stem)
  if(NOT LEXPROBE_BENCH)
    return()
  endif()
  cmake_parse_arguments(ARG "TORCH" "" "DEPS" ${ARGN})
  add_executable(${stem}_bench ${PROJECT_SOURCE_DIR}/tests/bench/${stem}_bench.cc)
  target_include_directories(${stem}_bench
    PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${stem}_bench PRIVATE ${ARG_DEPS} benchmark::benchmark)
  _lexprobe_configure(${stem}_bench ${ARG_TORCH})
endfunction()

# A fuzzer is one function, LLVMFuzzerTestOneInput. With clang and
# LEXPROBE_FUZZ it becomes a libFuzzer program; always, with tests, it runs
# over data/fuzz_corpus/<stem> as an ordinary test.
function(lexprobe_fuzz stem)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  if(LEXPROBE_TESTS)
    add_executable(${stem}_fuzz_corpus_test
      ${PROJECT_SOURCE_DIR}/tests/fuzz/${stem}_fuzz.cc
      ${PROJECT_SOURCE_DIR}/tests/fuzz/run_corpus.cc)
    target_include_directories(${stem}_fuzz_corpus_test
      PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${stem}_fuzz_corpus_test PRIVATE ${ARG_DEPS})
    _lexprobe_configure(${stem}_fuzz_corpus_test FALSE)
    add_test(NAME fuzz_corpus.${stem} COMMAND ${stem}_fuzz_corpus_test
      ${PROJECT_SOURCE_DIR}/data/fuzz_corpus/${stem})
    set_tests_properties(fuzz_corpus.${stem} PROPERTIES LABELS fuzz_corpus)
  endif()
  if(LEXPROBE_FUZZ)
    add_executable(${stem}_fuzz ${PROJECT_SOURCE_DIR}/tests/fuzz/${stem}_fuzz.cc)
    target_include_directories(${stem}_fuzz
      PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${stem}_fuzz PRIVATE ${ARG_DEPS})
    target_link_options(${stem}_fuzz PRIVATE -fsanitize=fuzzer)
    _lexprobe_configure(${stem}_fuzz FALSE)
  endif()
endfunction()
