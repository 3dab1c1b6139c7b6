#include "probe/hnsw_file.h"

#include <bit>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little,
              "the file's numbers are copied as they are");

constexpr uint32_t kKind = SectionTag("HNSW");
constexpr uint32_t kDescription = SectionTag("DESC");
constexpr uint32_t kHeights = SectionTag("HIGH");
constexpr uint32_t kLinksTag = SectionTag("LINK");

const char* NameOf(Metric metric) {
  return metric == Metric::kCosine ? "cosine" : "euclidean";
}

std::string HexOf(uint64_t checksum) {
  return absl::StrCat(absl::Hex(checksum, absl::kZeroPad16));
}

std::string JsonTextOf(const HnswDescription& description,
                       const GraphParts& parts) {
  Json recalls = Json::array();
  for (const Recall& recall : description.recalls) {
    recalls.push_back({{"effort", recall.effort},
                       {"recall_at_1", recall.at_1},
                       {"recall_at_10", recall.at_10}});
  }
  return Json{{"checksum", HexOf(description.checksum)},
              {"metric", NameOf(description.metric)},
              {"links", kLinks},
              {"build_effort", kBuildEffort},
              {"entry", parts.entry},
              {"recalls", std::move(recalls)}}
      .dump();
}

template <typename T>
absl::string_view BytesOf(absl::Span<const T> numbers) {
  return absl::string_view(reinterpret_cast<const char*>(numbers.data()),
                           numbers.size() * sizeof(T));
}

// Fields of the description, which is as good as its checksum: of another
// program's file a field may be missing or of another type.
struct ParsedDescription {
  std::string checksum;
  std::string metric;
  int links = 0;
  int64_t entry = -1;
  std::vector<Recall> recalls;
};

absl::StatusOr<ParsedDescription> ParseDescription(absl::string_view text) {
  const Json json = Json::parse(text.begin(), text.end(), nullptr,
                                /*allow_exceptions=*/false);
  try {
    ParsedDescription parsed;
    parsed.checksum = json.at("checksum").get<std::string>();
    parsed.metric = json.at("metric").get<std::string>();
    parsed.links = json.at("links").get<int>();
    parsed.entry = json.at("entry").get<int64_t>();
    for (const Json& recall : json.at("recalls")) {
      parsed.recalls.push_back({recall.at("effort").get<int>(),
                                recall.at("recall_at_1").get<double>(),
                                recall.at("recall_at_10").get<double>()});
    }
    return parsed;
  } catch (const nlohmann::json::exception& failure) {
    return absl::DataLossError(
        absl::StrCat("section \"DESC\": ", failure.what()));
  }
}

// The bytes of the section `tag`.
absl::StatusOr<absl::string_view> Find(const std::vector<Section>& sections,
                                       uint32_t tag, absl::string_view name) {
  for (const Section& section : sections) {
    if (section.tag == tag) return section.bytes;
  }
  return absl::DataLossError(absl::StrCat("section \"", name, "\": missing"));
}

absl::Status CheckKnown(const std::vector<Section>& sections) {
  for (const Section& section : sections) {
    if (section.tag == kDescription || section.tag == kHeights ||
        section.tag == kLinksTag || (section.flags & kOptionalSection) != 0) {
      continue;
    }
    return absl::UnimplementedError(
        "a section is unknown: the file is newer than this program");
  }
  return absl::OkStatus();
}

absl::Status CheckFits(const ParsedDescription& description,
                       const GraphSpace& space, uint64_t checksum) {
  if (description.links != kLinks) {
    return absl::UnimplementedError(
        absl::StrCat("a graph with ", description.links,
                     " links a row; this program reads those with ", kLinks));
  }
  if (description.checksum != HexOf(checksum)) {
    return absl::FailedPreconditionError(
        absl::StrCat("the index of other vectors: their checksum is ",
                     description.checksum, ", not ", HexOf(checksum)));
  }
  if (description.metric != NameOf(space.metric)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "an index by ", description.metric, ", not by ", NameOf(space.metric)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteHnswFile(absl::string_view path,
                           const HnswDescription& description,
                           const HnswGraph& graph) {
  return graph.WithParts([&](const GraphParts& parts) -> absl::Status {
    LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<AtomicFile> file,
                              AtomicFile::Create(path));
    const std::string text = JsonTextOf(description, parts);
    return WriteSections(kKind,
                         {{kDescription, 0, text},
                          {kHeights, 0, BytesOf(parts.heights)},
                          {kLinksTag, 0, BytesOf(parts.links)}},
                         *file);
  });
}

absl::StatusOr<HnswFile> HnswFileOf(absl::string_view bytes,
                                    const GraphSpace& space,
                                    uint64_t checksum) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> sections,
                            ReadSections(kKind, bytes));
  LEXPROBE_RETURN_IF_ERROR(CheckKnown(sections));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view text,
                            Find(sections, kDescription, "DESC"));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view heights,
                            Find(sections, kHeights, "HIGH"));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view links,
                            Find(sections, kLinksTag, "LINK"));
  LEXPROBE_ASSIGN_OR_RETURN(ParsedDescription parsed, ParseDescription(text));
  LEXPROBE_RETURN_IF_ERROR(CheckFits(parsed, space, checksum));
  // Sections begin at a multiple of 64 bytes.
  const GraphParts parts = {
      {reinterpret_cast<const uint8_t*>(heights.data()), heights.size()},
      {reinterpret_cast<const int32_t*>(links.data()),
       links.size() / sizeof(int32_t)},
      parsed.entry};
  HnswFile file = {{checksum, space.metric, std::move(parsed.recalls)},
                   nullptr};
  LEXPROBE_ASSIGN_OR_RETURN(file.graph, HnswGraph::FromParts(space, parts));
  return file;
}

absl::StatusOr<HnswFile> ReadHnswFile(absl::string_view path,
                                      const GraphSpace& space,
                                      uint64_t checksum) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<MappedFile> file,
                            MappedFile::Open(path));
  absl::StatusOr<HnswFile> read = HnswFileOf(file->bytes(), space, checksum);
  if (!read.ok()) return Annotate(read.status(), path);
  return read;
}

}  // namespace lexprobe
