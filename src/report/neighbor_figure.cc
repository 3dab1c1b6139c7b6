#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/word_figures.h"
#include "report/word_map.h"

namespace lexprobe {
namespace {

constexpr ChartColor kGroups[] = {ChartColor::kBlue,   ChartColor::kVermilion,
                                  ChartColor::kGreen,  ChartColor::kPurple,
                                  ChartColor::kOrange, ChartColor::kSky};

// The rows of the picture, each once: a word, its neighbours, the next word.
struct Members {
  std::vector<int64_t> rows;
  std::vector<std::vector<size_t>> groups;  // places in rows, the word first

  size_t PlaceOf(int64_t row) {
    const auto found = std::find(rows.begin(), rows.end(), row);
    if (found != rows.end()) return static_cast<size_t>(found - rows.begin());
    rows.push_back(row);
    return rows.size() - 1;
  }
};

Members MembersOf(const NeighborIndex& index, absl::Span<const int64_t> words,
                  int top) {
  Members members;
  for (const int64_t word : words) {
    members.groups.push_back({members.PlaceOf(word)});
    for (const Neighbor& near : index.NearestTo(index.table().VectorOf(word),
                                                Metric::kCosine, top, {word})) {
      members.groups.back().push_back(members.PlaceOf(near.row));
    }
  }
  return members;
}

absl::StatusOr<WordMap> MapOfMembers(const EmbeddingTable& table,
                                     const Members& members) {
  std::vector<float> matrix;
  for (const int64_t row : members.rows) {
    const absl::Span<const float> vector = table.VectorOf(row);
    matrix.insert(matrix.end(), vector.begin(), vector.end());
  }
  return MapOf(matrix, table.dim());
}

ChartLine LineTo(const WordMap& map, size_t from, size_t to, ChartColor color) {
  return {.label = "",
          .x = {map.places[2 * from], map.places[2 * to]},
          .y = {map.places[2 * from + 1], map.places[2 * to + 1]},
          .color = color,
          .width = 1,
          .opacity = 0.5};
}

ChartLine DotAt(const WordMap& map, size_t place, ChartColor color,
                double radius) {
  return {.label = "",
          .x = {map.places[2 * place]},
          .y = {map.places[2 * place + 1]},
          .color = color,
          .width = 0,
          .dot_radius = radius};
}

// The words first, so that theirs are the best places for labels.
std::vector<size_t> LabelOrder(const Members& members) {
  std::vector<size_t> order;
  for (const std::vector<size_t>& group : members.groups) {
    order.push_back(group[0]);
  }
  for (size_t place = 0; place < members.rows.size(); ++place) {
    if (std::find(order.begin(), order.end(), place) == order.end()) {
      order.push_back(place);
    }
  }
  return order;
}

Chart ChartOf(const EmbeddingTable& table, const Members& members,
              const WordMap& map) {
  Chart chart;
  chart.title =
      absl::StrFormat("first two principal components, %.0f%% of the variance",
                      100 * map.share);
  chart.x.hidden = chart.y.hidden = true;
  chart.equal_scales = true;
  chart.free_sides = true;
  chart.text_size = 13;
  for (size_t i = 0; i < members.groups.size(); ++i) {
    for (const size_t place : members.groups[i]) {
      chart.lines.push_back(
          LineTo(map, members.groups[i][0], place, kGroups[i]));
    }
  }
  for (size_t i = 0; i < members.groups.size(); ++i) {
    for (const size_t place : members.groups[i]) {
      const bool is_word = place == members.groups[i][0];
      chart.lines.push_back(DotAt(map, place, kGroups[i], is_word ? 5 : 3));
    }
  }
  for (const size_t place : LabelOrder(members)) {
    chart.texts.push_back({map.places[2 * place], map.places[2 * place + 1],
                           std::string(table.WordOf(members.rows[place]))});
  }
  return chart;
}

}  // namespace

absl::StatusOr<Figure> NeighborFigure(const NeighborIndex& index,
                                      absl::Span<const int64_t> words,
                                      int top) {
  if (words.size() > std::size(kGroups)) {
    return absl::InvalidArgumentError(
        absl::StrCat(words.size(), " words, where a picture has colours for ",
                     std::size(kGroups)));
  }
  const Members members = MembersOf(index, words, top);
  LEXPROBE_ASSIGN_OR_RETURN(const WordMap map,
                            MapOfMembers(index.table(), members));
  Figure figure;
  figure.title = "Nearest words by cosine";
  figure.chart_width = 760;
  figure.chart_height = 600;
  figure.charts.push_back(ChartOf(index.table(), members, map));
  return figure;
}

}  // namespace lexprobe
