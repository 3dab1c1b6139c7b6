# What `cmake --install` puts where, and the Debian packages that cpack makes.
#
#   bin/lexprobe, libexec/lexprobe/lexprobe-train    the programs
#   share/man, share/bash-completion                 made by the programs
#   include/lexprobe, lib                            the rooms without LibTorch
#
# Everything is found relative to the program, so the prefix can be moved.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(LEXPROBE_PROGRAMS lexprobe)
install(TARGETS lexprobe DESTINATION ${CMAKE_INSTALL_BINDIR}
  COMPONENT runtime)
if(TARGET lexprobe-train)
  list(APPEND LEXPROBE_PROGRAMS lexprobe-train)
  install(TARGETS lexprobe-train DESTINATION libexec/lexprobe
    COMPONENT runtime)
endif()

# Manual pages and completion, from the tables that --help is printed from.
set(LEXPROBE_MANUALS ${PROJECT_BINARY_DIR}/share)
list(TRANSFORM LEXPROBE_PROGRAMS REPLACE "(.+)" "$<TARGET_FILE:\\1>"
  OUTPUT_VARIABLE LEXPROBE_PROGRAM_FILES)
add_custom_command(OUTPUT ${LEXPROBE_MANUALS}/made
  COMMAND ${PROJECT_SOURCE_DIR}/tools/make_manuals ${LEXPROBE_MANUALS}
          ${LEXPROBE_PROGRAM_FILES}
  COMMAND ${CMAKE_COMMAND} -E touch ${LEXPROBE_MANUALS}/made
  DEPENDS ${LEXPROBE_PROGRAMS} ${PROJECT_SOURCE_DIR}/tools/make_manuals
  COMMENT "Making manual pages and completion" VERBATIM)
add_custom_target(lexprobe_manuals ALL DEPENDS ${LEXPROBE_MANUALS}/made)
install(DIRECTORY ${LEXPROBE_MANUALS}/man ${LEXPROBE_MANUALS}/bash-completion
  DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT runtime)

# The libraries.
foreach(room IN ITEMS base text vocab ngram store probe stats report)
  install(TARGETS lexprobe_${room} EXPORT lexprobeTargets
    DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
  install(DIRECTORY include/lexprobe/${room}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/lexprobe COMPONENT development)
endforeach()
set(LEXPROBE_CONFIG_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/lexprobe)
install(EXPORT lexprobeTargets NAMESPACE lexprobe::
  DESTINATION ${LEXPROBE_CONFIG_FOLDER} COMPONENT development)
configure_package_config_file(tools/cmake/lexprobeConfig.cmake.in
  ${PROJECT_BINARY_DIR}/lexprobeConfig.cmake
  INSTALL_DESTINATION ${LEXPROBE_CONFIG_FOLDER})
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/lexprobeConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/lexprobeConfig.cmake
  ${PROJECT_BINARY_DIR}/lexprobeConfigVersion.cmake
  DESTINATION ${LEXPROBE_CONFIG_FOLDER} COMPONENT development)

# lexprobe.deb and lexprobe-dev.deb.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "lexprobe maintainers <lexprobe@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME lexprobe)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
# Any BLAS satisfies the linker; OpenBLAS is the one that is fast.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS libopenblas0)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS librsvg2-bin)  # for PNG
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME lexprobe-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libabsl-dev, libhwy-dev,\
 libopenblas-dev, libtomlplusplus-dev, libutf8proc-dev, libxxhash-dev,\
 nlohmann-json3-dev, zlib1g-dev, pkg-config")
if(LEXPROBE_FAISS)
  string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", libfaiss-dev")
endif()
include(CPack)
