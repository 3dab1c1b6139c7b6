#include "lexprobe/oscillator/model_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr uint32_t kKind = SectionTag("OSCL");
constexpr uint32_t kSettings = SectionTag("SETT");
constexpr uint32_t kScalings = SectionTag("SCAL");
constexpr uint32_t kParameters = SectionTag("PARA");
constexpr uint32_t kHistory = SectionTag("HIST");
constexpr uint32_t kMoments = SectionTag("ADAM");

void PutScaling(const Scaling& scaling, std::string* out) {
  for (size_t i = 0; i < scaling.offset.size(); ++i) {
    PutDouble(scaling.offset[i], out);
    PutDouble(scaling.scale[i], out);
  }
}

std::string ScalingBytes(const NetworkParts& network) {
  std::string out;
  PutUint64(network.inputs.offset.size(), &out);
  PutUint64(network.outputs.offset.size(), &out);
  PutScaling(network.inputs, &out);
  PutScaling(network.outputs, &out);
  return out;
}

std::string ParameterBytes(const NetworkParts& network) {
  const std::vector<ParameterBlock> blocks = ParameterBlocks(network.options);
  std::string out;
  PutUint64(blocks.size(), &out);
  for (const ParameterBlock& block : blocks) {
    PutString(block.name, &out);
    PutUint64(block.rows, &out);
    PutUint64(block.columns, &out);
    PutFloats(
        absl::MakeSpan(network.parameters).subspan(block.begin, block.size()),
        &out);
  }
  return out;
}

std::string HistoryBytes(const std::vector<EpochRecord>& history) {
  std::string out;
  PutUint64(history.size(), &out);
  for (const EpochRecord& record : history) {
    PutDouble(record.learning_rate, &out);
    PutDouble(record.training_error, &out);
    PutDouble(record.held_out_error, &out);
  }
  return out;
}

std::string MomentBytes(const TrainingState& state) {
  std::string out;
  PutUint64(state.first_moment.size(), &out);
  PutFloats(state.first_moment, &out);
  PutFloats(state.second_moment, &out);
  return out;
}

absl::Status Damaged(const std::string& message) {
  return absl::DataLossError(message);
}

absl::Status CheckEnd(const BinaryReader& reader) {
  if (reader.remaining() == 0) return absl::OkStatus();
  return Damaged(absl::StrCat("byte ", reader.position(), ": ",
                              reader.remaining(), " bytes too many"));
}

// A count that the settings or the bytes that are left must agree with.
absl::Status CheckCount(absl::string_view what, uint64_t found,
                        uint64_t needed) {
  if (found == needed) return absl::OkStatus();
  return Damaged(
      absl::StrCat(what, " is ", found, " where it must be ", needed));
}

absl::Status GetScaling(BinaryReader& reader, size_t width, Scaling& scaling) {
  for (size_t i = 0; i < width; ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const double offset, reader.GetDouble());
    LEXPROBE_ASSIGN_OR_RETURN(const double scale, reader.GetDouble());
    scaling.offset.push_back(offset);
    scaling.scale.push_back(scale);
  }
  return absl::OkStatus();
}

absl::Status ReadScalings(absl::string_view bytes, NetworkParts& network) {
  BinaryReader reader(bytes);
  const size_t inputs = InputsOf(network.options.kind);
  const size_t outputs = OutputsOf(network.options.kind);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t ins, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(CheckCount("number of inputs", ins, inputs));
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t outs, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(CheckCount("number of outputs", outs, outputs));
  LEXPROBE_RETURN_IF_ERROR(GetScaling(reader, inputs, network.inputs));
  LEXPROBE_RETURN_IF_ERROR(GetScaling(reader, outputs, network.outputs));
  return CheckEnd(reader);
}

absl::Status GetBlock(BinaryReader& reader, const ParameterBlock& block,
                      std::vector<float>& parameters) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view name, reader.GetString());
  if (name != block.name) {
    return Damaged(absl::StrCat("block is called \"", name,
                                "\" where it must be \"", block.name, "\""));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t rows, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(CheckCount("number of rows", rows, block.rows));
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t columns, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(
      CheckCount("number of columns", columns, block.columns));
  if (block.size() > reader.remaining() / sizeof(float)) {
    return Damaged(absl::StrCat("byte ", reader.position(), ": ", block.size(),
                                " floats needed, ", reader.remaining(),
                                " bytes left"));
  }
  const size_t begin = parameters.size();
  parameters.resize(begin + block.size());
  return reader.GetFloats(absl::MakeSpan(parameters).subspan(begin));
}

absl::Status ReadParameters(absl::string_view bytes, NetworkParts& network) {
  BinaryReader reader(bytes);
  const std::vector<ParameterBlock> blocks = ParameterBlocks(network.options);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(
      CheckCount("number of blocks", count, blocks.size()));
  for (const ParameterBlock& block : blocks) {
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(GetBlock(reader, block, network.parameters), block.name));
  }
  return CheckEnd(reader);
}

absl::Status ReadHistory(absl::string_view bytes,
                         std::vector<EpochRecord>& history) {
  BinaryReader reader(bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, reader.GetUint64());
  constexpr uint64_t kRecordBytes = 3 * sizeof(double);
  if (count != reader.remaining() / kRecordBytes) {
    return Damaged(absl::StrCat(count, " epochs in ", reader.remaining(),
                                " bytes, which must be ", kRecordBytes,
                                " each"));
  }
  for (uint64_t i = 0; i < count; ++i) {
    EpochRecord record;
    LEXPROBE_ASSIGN_OR_RETURN(record.learning_rate, reader.GetDouble());
    LEXPROBE_ASSIGN_OR_RETURN(record.training_error, reader.GetDouble());
    LEXPROBE_ASSIGN_OR_RETURN(record.held_out_error, reader.GetDouble());
    history.push_back(record);
  }
  return CheckEnd(reader);
}

absl::Status ReadMoments(absl::string_view bytes, TrainingState& state) {
  BinaryReader reader(bytes);
  const size_t size = state.network.parameters.size();
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, reader.GetUint64());
  LEXPROBE_RETURN_IF_ERROR(CheckCount("number of moments", count, size));
  state.first_moment.resize(size);
  state.second_moment.resize(size);
  LEXPROBE_RETURN_IF_ERROR(
      reader.GetFloats(absl::MakeSpan(state.first_moment)));
  LEXPROBE_RETURN_IF_ERROR(
      reader.GetFloats(absl::MakeSpan(state.second_moment)));
  return CheckEnd(reader);
}

// The sections of one file, each at most once.
class Sections {
 public:
  absl::Status Add(const Section& section) {
    for (Slot& slot : slots_) {
      if (slot.tag != section.tag) continue;
      if (slot.bytes.has_value()) {
        return Damaged(absl::StrCat("section ", slot.name, " comes twice"));
      }
      slot.bytes = section.bytes;
      return absl::OkStatus();
    }
    if ((section.flags & kOptionalSection) != 0) return absl::OkStatus();
    return absl::UnimplementedError(
        "a section that this version does not know: the file is newer");
  }

  bool Has(uint32_t tag) { return Find(tag).bytes.has_value(); }

  // Hands the section's bytes to `read`, and its name to a failure.
  template <typename Reader>
  absl::Status Read(uint32_t tag, Reader read) {
    const Slot& slot = Find(tag);
    if (!slot.bytes.has_value()) {
      return Damaged(absl::StrCat("section ", slot.name, " is missing"));
    }
    return Annotate(read(*slot.bytes), absl::StrCat("section ", slot.name));
  }

 private:
  struct Slot {
    uint32_t tag;
    const char* name;
    std::optional<absl::string_view> bytes;
  };

  Slot& Find(uint32_t tag) {
    size_t i = 0;
    while (slots_[i].tag != tag) ++i;
    return slots_[i];
  }

  std::vector<Slot> slots_{{kSettings, "SETT", {}},
                           {kScalings, "SCAL", {}},
                           {kParameters, "PARA", {}},
                           {kHistory, "HIST", {}},
                           {kMoments, "ADAM", {}}};
};

absl::Status ReadSettings(absl::string_view bytes, OscillatorModel& model) {
  absl::StatusOr<Experiment> experiment = ExperimentFromJson(bytes);
  if (!experiment.ok()) {
    return Damaged(std::string(experiment.status().message()));
  }
  model.experiment = *std::move(experiment);
  model.state.network.options = model.experiment.network;
  return absl::OkStatus();
}

absl::Status CheckFits(const OscillatorModel& model) {
  const absl::Status status = Validate(model.state.network);
  if (!status.ok()) return Damaged(std::string(status.message()));
  if (model.state.epochs_done() <= model.experiment.fit.epochs) {
    return absl::OkStatus();
  }
  return Damaged(absl::StrCat("history has ", model.state.epochs_done(),
                              " epochs where the settings have ",
                              model.experiment.fit.epochs));
}

}  // namespace

absl::Status WriteOscillatorModel(const OscillatorModel& model,
                                  ByteSink& sink) {
  const TrainingState& state = model.state;
  const std::string settings = ToJson(model.experiment);
  const std::string scalings = ScalingBytes(state.network);
  const std::string parameters = ParameterBytes(state.network);
  const std::string history = HistoryBytes(state.history);
  const std::string moments = MomentBytes(state);
  std::vector<Section> sections{{kSettings, 0, settings},
                                {kScalings, 0, scalings},
                                {kParameters, 0, parameters},
                                {kHistory, 0, history}};
  if (!state.first_moment.empty()) sections.push_back({kMoments, 0, moments});
  return WriteSections(kKind, sections, sink);
}

absl::Status SaveOscillatorModel(const OscillatorModel& model,
                                 absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<AtomicFile> file,
                            AtomicFile::Create(path));
  return WriteOscillatorModel(model, *file);
}

absl::StatusOr<OscillatorModel> OscillatorModelFromBytes(
    absl::string_view bytes) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> found,
                            ReadSections(kKind, bytes));
  Sections sections;
  for (const Section& section : found) {
    LEXPROBE_RETURN_IF_ERROR(sections.Add(section));
  }
  OscillatorModel model;
  TrainingState& state = model.state;
  LEXPROBE_RETURN_IF_ERROR(sections.Read(
      kSettings,
      [&](absl::string_view section) { return ReadSettings(section, model); }));
  LEXPROBE_RETURN_IF_ERROR(
      sections.Read(kScalings, [&](absl::string_view section) {
        return ReadScalings(section, state.network);
      }));
  LEXPROBE_RETURN_IF_ERROR(
      sections.Read(kParameters, [&](absl::string_view section) {
        return ReadParameters(section, state.network);
      }));
  LEXPROBE_RETURN_IF_ERROR(
      sections.Read(kHistory, [&](absl::string_view section) {
        return ReadHistory(section, state.history);
      }));
  if (sections.Has(kMoments)) {
    LEXPROBE_RETURN_IF_ERROR(
        sections.Read(kMoments, [&](absl::string_view section) {
          return ReadMoments(section, state);
        }));
  }
  LEXPROBE_RETURN_IF_ERROR(CheckFits(model));
  return model;
}

absl::StatusOr<OscillatorModel> LoadOscillatorModel(absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  absl::StatusOr<OscillatorModel> model = OscillatorModelFromBytes(bytes);
  if (!model.ok()) return Annotate(model.status(), path);
  return model;
}

}  // namespace lexprobe
