// What is read as a vocabulary is written as what is read as the same again;
// the bytes of a builder merge or are DataLoss.

#include <cstddef>
#include <cstdint>
#include <string>

#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/vocab/vocabulary_builder.h"
#include "lexprobe/vocab/vocabulary_io.h"

namespace lexprobe {
namespace {

class StringSink : public ByteSink {
 public:
  absl::Status Write(absl::string_view bytes) override {
    bytes_.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::string_view name() const override { return "memory"; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

void CheckText(absl::string_view bytes) {
  const auto vocabulary = ReadVocabulary(SourceOf(bytes, "memory"));
  if (!vocabulary.ok()) {
    LEXPROBE_CHECK(absl::IsInvalidArgument(vocabulary.status()));
    return;
  }
  StringSink sink;
  LEXPROBE_CHECK(WriteVocabulary(*vocabulary, sink).ok());
  const auto again = ReadVocabulary(SourceOf(sink.bytes(), "memory"));
  LEXPROBE_CHECK(again.ok());
  LEXPROBE_CHECK(again->Checksum() == vocabulary->Checksum());
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  lexprobe::CheckText(bytes);
  lexprobe::VocabularyBuilder builder;
  const absl::Status merged = builder.MergeBytes(bytes);
  LEXPROBE_CHECK(merged.ok() || absl::IsDataLoss(merged));
  return 0;
}
