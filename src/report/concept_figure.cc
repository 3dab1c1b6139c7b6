#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/concept.h"
#include "lexprobe/report/word_figures.h"
#include "report/concept_plane.h"

namespace lexprobe {
namespace {

constexpr double kDot = 3.5;

ChartLine Arrow(const PlanePoint& from, const PlanePoint& to,
                ChartColor color) {
  return {.label = "",
          .x = {from.across, to.across},
          .y = {from.up, to.up},
          .color = color,
          .width = 2,
          .arrow = true};
}

// Puts points and words into a chart, each word once.
class PlaneChart {
 public:
  PlaneChart(const EmbeddingTable& table, const ConceptPlane& plane)
      : table_(table), plane_(plane) {
    chart_.x = {.title = "across: where the pairs differ most besides c"};
    chart_.y = {.title = "up: the concept c"};
    chart_.equal_scales = true;
    chart_.free_sides = true;
    chart_.text_size = 14;
  }

  void AddWord(int64_t row, ChartColor color) {
    if (std::find(rows_.begin(), rows_.end(), row) != rows_.end()) return;
    rows_.push_back(row);
    const PlanePoint place = plane_.PlaceOf(table_.VectorOf(row));
    chart_.lines.push_back({.label = "",
                            .x = {place.across},
                            .y = {place.up},
                            .color = color,
                            .width = 0,
                            .dot_radius = kDot});
    chart_.texts.push_back(
        {place.across, place.up, std::string(table_.WordOf(row))});
  }

  void AddPair(const RowPair& pair) {
    chart_.lines.push_back(Arrow(plane_.PlaceOf(table_.VectorOf(pair.a)),
                                 plane_.PlaceOf(table_.VectorOf(pair.a_star)),
                                 ChartColor::kBlue));
    AddWord(pair.a, ChartColor::kBlue);
    AddWord(pair.a_star, ChartColor::kBlue);
  }

  // An arrow from the word to where the concept leads, and the answer there.
  void AddApplied(int64_t row, absl::Span<const float> offset, int64_t answer) {
    const absl::Span<const float> from = table_.VectorOf(row);
    std::vector<float> to(from.begin(), from.end());
    for (size_t i = 0; i < to.size(); ++i) to[i] += offset[i];
    ChartLine arrow =
        Arrow(plane_.PlaceOf(from), plane_.PlaceOf(to), ChartColor::kOrange);
    arrow.dashed = true;
    chart_.lines.push_back(std::move(arrow));
    AddWord(row, ChartColor::kOrange);
    AddWord(answer, ChartColor::kVermilion);
  }

  Chart Take() && { return std::move(chart_); }

 private:
  const EmbeddingTable& table_;
  const ConceptPlane& plane_;
  Chart chart_;
  std::vector<int64_t> rows_;
};

std::string TitleOf(const ConceptOffset& found, size_t pairs) {
  std::string title = absl::StrCat("The offset that ", pairs,
                                   pairs == 1 ? " pair has" : " pairs share");
  if (found.concordance) {
    absl::StrAppendFormat(&title, ", concordance %.2f", *found.concordance);
  }
  return title;
}

}  // namespace

absl::StatusOr<Figure> ConceptFigure(const NeighborIndex& index,
                                     const ConceptPicture& picture) {
  const EmbeddingTable& table = index.table();
  const ConceptOffset found = ConceptOf(table, picture.pairs);
  LEXPROBE_ASSIGN_OR_RETURN(const ConceptPlane plane,
                            ConceptPlane::Of(table, picture.pairs));
  PlaneChart chart(table, plane);
  for (const RowPair& pair : picture.pairs) chart.AddPair(pair);
  for (const int64_t row : picture.applied) {
    const AnalogyQuery query = {picture.pairs, row};
    LEXPROBE_ASSIGN_OR_RETURN(const SearchTarget target,
                              AnalogyTarget(table, query, picture.method));
    const std::vector<Neighbor> best =
        index.NearestTo(target, 1, RowsOfQuery(query));
    chart.AddApplied(row, found.offset, best.empty() ? row : best[0].row);
  }
  Figure figure;
  figure.title = TitleOf(found, picture.pairs.size());
  figure.chart_width = 600;
  figure.chart_height = 520;
  figure.charts.push_back(std::move(chart).Take());
  return figure;
}

}  // namespace lexprobe
