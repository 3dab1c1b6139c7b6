#include "lexprobe/store/formats.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/status_macros.h"
#include "store/csv_text.h"
#include "store/embedding_input.h"
#include "store/format_detection.h"
#include "store/glove_text.h"
#include "store/json_lines.h"
#include "store/native_format.h"
#include "store/npy.h"
#include "store/peek_source.h"
#include "store/safetensors.h"
#include "store/tsv_projector.h"
#include "store/word2vec_binary.h"
#include "store/word2vec_text.h"

namespace lexprobe {
namespace {

using Reader = absl::StatusOr<EmbeddingTable> (*)(EmbeddingInput& input);
using SinkWriter = absl::Status (*)(const EmbeddingTable& table,
                                    const WriteOptions& options,
                                    ByteSink& sink);
using PathWriter = absl::Status (*)(const EmbeddingTable& table,
                                    absl::string_view path,
                                    const WriteOptions& options);

struct Format {
  const char* name;
  const char* extension;   // "": none is its own
  Reader read;             // null: written only
  SinkWriter write;        // does not close the sink
  PathWriter write_files;  // the other way: opens and closes by itself
  bool has_float16;
};

constexpr size_t kLongestFileInMemory = size_t{1} << 40;

absl::StatusOr<EmbeddingTable> ReadNativeStream(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(std::string bytes,
                            ReadAll(input.source, kLongestFileInMemory));
  return NativeFormat::FromBytes(std::move(bytes), input.options.max_rows);
}

absl::Status WriteNative(const EmbeddingTable& table, absl::string_view path,
                         const WriteOptions& /*options*/) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> sink,
                            CreatePlainOrGzip(path));
  return NativeFormat::Write(table, *sink);
}

constexpr Format kFormats[] = {
    {"native", ".lexprobe", ReadNativeStream, nullptr, WriteNative, false},
    {"word2vec-text", "", ReadWord2vecText, WriteWord2vecText, nullptr, false},
    {"word2vec-binary", ".bin", ReadWord2vecBinary, WriteWord2vecBinary,
     nullptr, false},
    {"glove", "", ReadGloveText, WriteGloveText, nullptr, false},
    {"fasttext", ".vec", ReadWord2vecText, WriteWord2vecText, nullptr, false},
    {"npy", ".npy", ReadNpy, nullptr, WriteNpy, true},
    {"safetensors", ".safetensors", ReadSafetensors, WriteSafetensors, nullptr,
     true},
    {"projector", "", nullptr, nullptr, WriteTsvProjector, false},
    {"csv", ".csv", nullptr, WriteCsvText, nullptr, false},
    {"jsonl", ".jsonl", nullptr, WriteJsonLines, nullptr, false},
};

std::string NamesOf(absl::FunctionRef<bool(const Format&)> wanted) {
  std::vector<std::string> names;
  for (const Format& format : kFormats) {
    if (wanted(format)) names.push_back(format.name);
  }
  return absl::StrJoin(names, ", ");
}

const Format* FindFormat(absl::string_view name) {
  const auto place = std::find_if(
      std::begin(kFormats), std::end(kFormats),
      [name](const Format& format) { return format.name == name; });
  return place == std::end(kFormats) ? nullptr : place;
}

absl::StatusOr<const Format*> FormatToRead(const std::string& name) {
  const Format* const format = FindFormat(name);
  if (format != nullptr && format->read != nullptr) return format;
  return absl::InvalidArgumentError(
      absl::StrCat("format \"", name, "\"",
                   format == nullptr ? " is unknown" : " is written only",
                   "; read are ", ReadableFormats()));
}

absl::Status CheckWriteOptions(const Format* format,
                               const WriteOptions& options) {
  if (format == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("format \"", options.format, "\" is unknown; written are ",
                     WritableFormats()));
  }
  if (options.float16 && !format->has_float16) {
    return absl::InvalidArgumentError(absl::StrCat(
        "format ", options.format, " has no float16; it is for ",
        NamesOf([](const Format& other) { return other.has_float16; })));
  }
  if (options.on_bad_word != "refuse" && options.on_bad_word != "escape") {
    return absl::InvalidArgumentError(
        absl::StrCat("on_bad_word \"", options.on_bad_word,
                     "\"; allowed are refuse and escape"));
  }
  return absl::OkStatus();
}

// Adds the path to messages that do not begin with it already.
absl::Status WithPath(const absl::Status& status, absl::string_view path) {
  if (absl::StartsWith(status.message(), path)) return status;
  return Annotate(status, path);
}

absl::StatusOr<EmbeddingTable> ReadFrom(EmbeddingInput& input) {
  input.notes->format = input.options.format;
  if (input.notes->format.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start,
                              input.source.Peek(kDetectionBytes));
    absl::StatusOr<std::string> detected = DetectFormat(start);
    if (!detected.ok()) {
      return absl::Status(detected.status().code(),
                          absl::StrCat(detected.status().message(),
                                       " (read are ", ReadableFormats(), ")"));
    }
    input.notes->format = *std::move(detected);
  }
  LEXPROBE_ASSIGN_OR_RETURN(const Format* const format,
                            FormatToRead(input.notes->format));
  return format->read(input);
}

absl::StatusOr<std::unique_ptr<PeekSource>> OpenRaw(absl::string_view path) {
  if (path == "-") return std::make_unique<PeekSource>(OpenStandardInput());
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> file, OpenFile(path));
  return std::make_unique<PeekSource>(std::move(file));
}

// The length of a plain file that is not compressed; 0 for all else.
absl::StatusOr<uint64_t> PlainLength(PeekSource& raw, absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start, raw.Peek(2));
  const std::string name(path);
  std::error_code error;
  if (path == "-" || absl::StartsWith(start, "\x1f\x8b") ||
      !std::filesystem::is_regular_file(name, error)) {
    return 0;
  }
  const uint64_t length = std::filesystem::file_size(name, error);
  return error ? 0 : length;
}

absl::StatusOr<bool> IsNative(PeekSource& raw, const ReadOptions& options) {
  if (!options.format.empty() && options.format != "native") return false;
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start, raw.Peek(8));
  return LooksLikeSectionFile(start);
}

absl::StatusOr<EmbeddingTable> ReadStream(std::unique_ptr<ByteSource> source,
                                          uint64_t file_bytes,
                                          const ReadOptions& options,
                                          ReadNotes* notes) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> stream,
                            InflateIfGzip(std::move(source)));
  const std::string name(stream->name());
  PeekSource peeked(std::move(stream));
  EmbeddingInput input{peeked, name, options, notes, file_bytes};
  absl::StatusOr<EmbeddingTable> table = ReadFrom(input);
  if (!table.ok()) return WithPath(table.status(), name);
  return table;
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadEmbeddings(absl::string_view path,
                                              const ReadOptions& options,
                                              ReadNotes* notes) {
  ReadNotes unwanted;
  if (notes == nullptr) notes = &unwanted;
  *notes = ReadNotes();
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<PeekSource> raw, OpenRaw(path));
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t length, PlainLength(*raw, path));
  LEXPROBE_ASSIGN_OR_RETURN(const bool native, IsNative(*raw, options));
  if (length > 0 && native) {
    notes->format = "native";
    return NativeFormat::Open(path, options.max_rows);
  }
  return ReadStream(std::move(raw), length, options, notes);
}

absl::StatusOr<EmbeddingTable> ReadEmbeddingsFrom(
    std::unique_ptr<ByteSource> source, const ReadOptions& options,
    ReadNotes* notes) {
  ReadNotes unwanted;
  if (notes == nullptr) notes = &unwanted;
  *notes = ReadNotes();
  return ReadStream(std::move(source), 0, options, notes);
}

absl::Status WriteEmbeddings(const EmbeddingTable& table,
                             absl::string_view path,
                             const WriteOptions& options) {
  const Format* const format = FindFormat(options.format);
  LEXPROBE_RETURN_IF_ERROR(CheckWriteOptions(format, options));
  if (format->write_files != nullptr) {
    return WithPath(format->write_files(table, path, options), path);
  }
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> sink,
                            CreatePlainOrGzip(path));
  LEXPROBE_RETURN_IF_ERROR(
      WithPath(format->write(table, options, *sink), path));
  return WithPath(sink->Close(), path);
}

std::string FormatForFileName(absl::string_view path) {
  const absl::string_view stem = absl::StripSuffix(path, ".gz");
  for (const Format& format : kFormats) {
    const absl::string_view extension = format.extension;
    if (!extension.empty() && absl::EndsWith(stem, extension)) {
      return format.name;
    }
  }
  return "";
}

std::string ReadableFormats() {
  return NamesOf([](const Format& format) { return format.read != nullptr; });
}

std::string WritableFormats() {
  return NamesOf([](const Format&) { return true; });
}

}  // namespace lexprobe
