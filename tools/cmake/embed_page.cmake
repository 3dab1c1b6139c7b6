# Makes one C++ file of the report page's frame, styles and scripts:
#
#   cmake -DPAGE=folder -DD3=d3.min.js -DOUTPUT=file.cc -DSCRIPTS=a.js,b.js
#         -P embed_page.cmake
#
# An array of numbers, not a string literal, since those may have 65,536
# characters only.
string(REPLACE "," ";" scripts "${SCRIPTS}")
set(script "")
foreach(name IN LISTS scripts)
  file(READ ${PAGE}/${name} text)
  string(APPEND script "${text}\n")
endforeach()
file(READ ${PAGE}/page.html page)
file(READ ${PAGE}/style.css style)
file(READ ${PAGE}/d3_licence.txt licence)
file(READ ${D3} d3)
string(REPLACE "{{style}}" "${style}" page "${page}")
string(REPLACE "{{d3}}" "/*\n${licence}*/\n${d3}" page "${page}")
string(REPLACE "{{script}}" "${script}" page "${page}")
file(WRITE ${OUTPUT}.html "${page}")
file(READ ${OUTPUT}.html bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"report/page_template.h\"

namespace lexprobe {
namespace {

constexpr unsigned char kPage[] = {${bytes}};

}  // namespace

absl::string_view PageTemplate() {
  return {reinterpret_cast<const char*>(kPage), sizeof(kPage)};
}

}  // namespace lexprobe
")
