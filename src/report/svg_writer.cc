#include "report/svg_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace lexprobe {
namespace {

constexpr char kPaper[] = "#ffffff";

struct PaletteEntry {
  const char* name;   // of the class
  const char* light;  // Okabe & Ito 2008
  const char* dark;   // the same hue, lighter
  const char* dash;
};

constexpr PaletteEntry kPalette[] = {
    {"ink", "#222222", "#e6e6e6", "5 3"},
    {"blue", "#0072b2", "#4aa8e0", "7 3"},
    {"orange", "#e69f00", "#f0b43c", "2 2"},
    {"green", "#009e73", "#2fc298", "9 3 2 3"},
    {"vermilion", "#d55e00", "#f08040", "4 3"},
    {"purple", "#cc79a7", "#dd9cc0", "1 3"},
    {"sky", "#56b4e9", "#8accf2", "12 4"},
};

const PaletteEntry& EntryOf(ChartColor color) {
  return kPalette[static_cast<size_t>(color)];
}

std::string Style() {
  std::string style =
      "<style>.lexprobe-chart{font-family:Helvetica,Arial,'DejaVu "
      "Sans',sans-serif}@media (prefers-color-scheme:dark){.lexprobe-chart "
      ".paper{fill:#1a1a1a}.lexprobe-chart .halo{stroke:#1a1a1a}"
      ".lexprobe-chart .grid{stroke:#3c3c3c}"
      ".lexprobe-chart .axis{stroke:#9a9a9a}";
  for (const PaletteEntry& entry : kPalette) {
    absl::StrAppend(&style, ".lexprobe-chart .", entry.name,
                    "-fill{fill:", entry.dark, "}.lexprobe-chart .", entry.name,
                    "-line{stroke:", entry.dark, "}");
  }
  return style + "}</style>\n";
}

}  // namespace

std::string EscapeXml(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\t' &&
                         c != '\n' && c != '\r';
    if (control) continue;
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

SvgWriter::SvgWriter(int width, int height, absl::string_view title) {
  out_ = absl::StrCat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lexprobe-chart\" "
      "role=\"img\" width=\"",
      width, "\" height=\"", height, "\" viewBox=\"0 0 ", width, " ", height,
      "\" font-family=\"Helvetica,Arial,DejaVu Sans,sans-serif\">\n");
  if (!title.empty()) {
    absl::StrAppend(&out_, "<title>", EscapeXml(title), "</title>\n");
  }
  absl::StrAppend(&out_, Style(),
                  "<rect class=\"paper\" width=\"100%\" height=\"100%\" "
                  "fill=\"",
                  kPaper, "\"/>\n");
}

void SvgWriter::Line(double x1, double y1, double x2, double y2,
                     absl::string_view line_class, double width) {
  absl::StrAppendFormat(&out_,
                        "<path class=\"%s\" d=\"M%.2f %.2fL%.2f %.2f\" "
                        "stroke=\"%s\" stroke-width=\"%g\"/>\n",
                        line_class, x1, y1, x2, y2,
                        line_class == "grid" ? "#dddddd" : "#555555", width);
}

void SvgWriter::Path(absl::string_view data, const PathStyle& style) {
  const PaletteEntry& entry = EntryOf(style.color);
  absl::StrAppendFormat(&out_,
                        "<path class=\"%s-line\" d=\"%s\" fill=\"none\" "
                        "stroke=\"%s\" stroke-width=\"%g\"",
                        entry.name, data, entry.light, style.width);
  if (style.opacity < 1) {
    absl::StrAppendFormat(&out_, " opacity=\"%g\"", style.opacity);
  }
  if (style.dashed) {
    absl::StrAppend(&out_, " stroke-dasharray=\"", entry.dash, "\"");
  }
  absl::StrAppend(&out_, " stroke-linejoin=\"round\"/>\n");
}

void SvgWriter::Area(absl::string_view data, ChartColor color, double opacity) {
  const PaletteEntry& entry = EntryOf(color);
  absl::StrAppendFormat(
      &out_, "<path class=\"%s-fill\" d=\"%s\" fill=\"%s\" opacity=\"%g\"/>\n",
      entry.name, data, entry.light, opacity);
}

void SvgWriter::Box(double x, double y, double width, double height,
                    ChartColor color, double opacity) {
  const PaletteEntry& entry = EntryOf(color);
  absl::StrAppendFormat(&out_,
                        "<rect class=\"%s-fill\" x=\"%.2f\" y=\"%.2f\" "
                        "width=\"%.2f\" height=\"%.2f\" fill=\"%s\" "
                        "opacity=\"%g\"/>\n",
                        entry.name, x, y, width, height, entry.light, opacity);
}

void SvgWriter::Dot(double x, double y, double radius, ChartColor color,
                    double opacity) {
  const PaletteEntry& entry = EntryOf(color);
  absl::StrAppendFormat(&out_,
                        "<circle class=\"%s-fill\" cx=\"%.2f\" cy=\"%.2f\" "
                        "r=\"%g\" fill=\"%s\"",
                        entry.name, x, y, radius, entry.light);
  if (opacity < 1) absl::StrAppendFormat(&out_, " opacity=\"%g\"", opacity);
  absl::StrAppend(&out_, "/>\n");
}

void SvgWriter::Text(double x, double y, absl::string_view text,
                     const TextStyle& style) {
  if (text.empty()) return;
  const PaletteEntry& entry = EntryOf(style.color);
  absl::StrAppendFormat(&out_,
                        "<text class=\"%s-fill%s\" x=\"%.2f\" y=\"%.2f\" "
                        "font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\"",
                        entry.name, style.halo ? " halo" : "", x, y, style.size,
                        entry.light, style.anchor);
  if (style.halo) {
    absl::StrAppend(&out_, " stroke=\"", kPaper,
                    "\" stroke-width=\"3\" stroke-linejoin=\"round\" "
                    "paint-order=\"stroke\"");
  }
  if (style.bold) absl::StrAppend(&out_, " font-weight=\"bold\"");
  if (style.upright) {
    absl::StrAppendFormat(&out_, " transform=\"rotate(-90 %.2f %.2f)\"", x, y);
  }
  absl::StrAppend(&out_, ">", EscapeXml(text), "</text>\n");
}

void SvgWriter::OpenClip(double x, double y, double width, double height) {
  absl::StrAppendFormat(&out_,
                        "<svg x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" "
                        "height=\"%.2f\" overflow=\"hidden\">\n",
                        x, y, width, height);
}

void SvgWriter::CloseClip() { absl::StrAppend(&out_, "</svg>\n"); }

std::string SvgWriter::Finish() && {
  absl::StrAppend(&out_, "</svg>\n");
  return std::move(out_);
}

}  // namespace lexprobe
