#include "lexprobe/base/section_file.h"

#include <algorithm>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

constexpr absl::string_view kMagic("\x8cLXP\r\n\x1a\n", 8);
constexpr uint32_t kVersion = 1;
constexpr uint32_t kEndTag = SectionTag("END ");
constexpr uint64_t kAlignment = 64;
constexpr uint64_t kHeaderBytes = 32;

// Padding that brings the byte at `position` to a multiple of kAlignment.
uint64_t PaddingAt(uint64_t position) {
  return (kAlignment - position % kAlignment) % kAlignment;
}

uint64_t ChecksumOf(absl::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

// The letters of a tag in quotes, whatever the bytes are.
std::string Quoted(uint32_t tag) {
  std::string letters;
  PutUint32(tag, &letters);
  return absl::StrCat("\"", absl::CHexEscape(letters), "\"");
}

// The header and the padding of a section whose header is at `position`.
std::string HeaderOf(const Section& section, uint64_t position) {
  std::string header;
  PutUint32(section.tag, &header);
  PutUint32(section.flags, &header);
  PutUint64(section.bytes.size(), &header);
  PutUint64(ChecksumOf(section.bytes), &header);
  PutUint32(static_cast<uint32_t>(ChecksumOf(header)), &header);
  const uint64_t padding = PaddingAt(position + kHeaderBytes);
  PutUint32(static_cast<uint32_t>(padding), &header);
  header.append(padding, '\0');
  return header;
}

absl::Status CheckStart(uint32_t kind, BinaryReader& reader) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t version, reader.GetUint32());
  if (version == 0) return absl::DataLossError("container version 0");
  if (version > kVersion) {
    return absl::UnimplementedError(absl::StrCat(
        "container version ", version,
        ", newer than this program, which reads up to ", kVersion));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t found, reader.GetUint32());
  if (found != kind) {
    return absl::InvalidArgumentError(absl::StrCat("a file of kind ",
                                                   Quoted(found), " where ",
                                                   Quoted(kind), " is needed"));
  }
  return absl::OkStatus();
}

// The bytes of a section whose header fields are known and sound.
absl::StatusOr<absl::string_view> ReadBody(uint64_t length, uint64_t checksum,
                                           BinaryReader& reader) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t padding, reader.GetUint32());
  if (padding != PaddingAt(reader.position())) {
    return absl::DataLossError("wrong padding length");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view zeros,
                            reader.GetBytes(padding));
  if (!std::all_of(zeros.begin(), zeros.end(),
                   [](char c) { return c == '\0'; })) {
    return absl::DataLossError("padding that is not zero");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view bytes,
                            reader.GetBytes(length));
  if (ChecksumOf(bytes) != checksum) {
    return absl::DataLossError("the checksum of its bytes differs");
  }
  return bytes;
}

absl::StatusOr<Section> ReadSection(absl::string_view all,
                                    BinaryReader& reader) {
  const uint64_t start = reader.position();
  const std::string where = absl::StrCat("section at byte ", start);
  Section section;
  absl::StatusOr<absl::string_view> header = reader.GetBytes(24);
  if (!header.ok()) return Annotate(header.status(), where);
  BinaryReader fields(*header);
  section.tag = *fields.GetUint32();
  section.flags = *fields.GetUint32();
  const uint64_t length = *fields.GetUint64();
  const uint64_t checksum = *fields.GetUint64();
  absl::StatusOr<uint32_t> header_checksum = reader.GetUint32();
  if (!header_checksum.ok()) return Annotate(header_checksum.status(), where);
  if (*header_checksum !=
      static_cast<uint32_t>(ChecksumOf(all.substr(start, 24)))) {
    return Annotate(absl::DataLossError("the checksum of its header differs"),
                    where);
  }
  absl::StatusOr<absl::string_view> body = ReadBody(length, checksum, reader);
  if (!body.ok()) {
    return Annotate(body.status(), absl::StrCat("section ", Quoted(section.tag),
                                                " at byte ", start));
  }
  section.bytes = *body;
  return section;
}

// `section` is the end section, whose header is at `start`.
absl::Status CheckEnd(const Section& section, uint64_t start,
                      const BinaryReader& reader) {
  BinaryReader fields(section.bytes);
  absl::StatusOr<uint64_t> offset = fields.GetUint64();
  if (!offset.ok() || *offset != start || fields.remaining() != 0) {
    return absl::DataLossError(
        absl::StrCat("the end section at byte ", start, " is damaged"));
  }
  if (reader.remaining() != 0) {
    return absl::DataLossError(
        absl::StrCat(reader.remaining(), " bytes after the end section"));
  }
  return absl::OkStatus();
}

}  // namespace

bool LooksLikeSectionFile(absl::string_view bytes) {
  return bytes.substr(0, kMagic.size()) == kMagic;
}

SectionWriter::SectionWriter(uint32_t kind, ByteSink* sink) : sink_(sink) {
  std::string start(kMagic);
  PutUint32(kVersion, &start);
  PutUint32(kind, &start);
  status_ = sink_->Write(start);
  position_ = start.size();
}

absl::Status SectionWriter::Put(const Section& section) {
  LEXPROBE_RETURN_IF_ERROR(status_);
  const std::string header = HeaderOf(section, position_);
  position_ += header.size() + section.bytes.size();
  status_ = sink_->Write(header);
  if (status_.ok()) status_ = sink_->Write(section.bytes);
  return status_;
}

absl::Status SectionWriter::Write(const Section& section) {
  LEXPROBE_CHECK(section.tag != kEndTag);
  return Put(section);
}

absl::Status SectionWriter::Close() {
  std::string offset;
  PutUint64(position_, &offset);
  LEXPROBE_RETURN_IF_ERROR(Put({kEndTag, 0, offset}));
  return sink_->Close();
}

absl::Status WriteSections(uint32_t kind, const std::vector<Section>& sections,
                           ByteSink& sink) {
  SectionWriter writer(kind, &sink);
  for (const Section& section : sections) {
    LEXPROBE_RETURN_IF_ERROR(writer.Write(section));
  }
  return writer.Close();
}

absl::StatusOr<SectionReader> SectionReader::Open(uint32_t kind,
                                                  absl::string_view bytes) {
  if (!LooksLikeSectionFile(bytes)) {
    return absl::InvalidArgumentError("not a lexprobe file");
  }
  BinaryReader reader(bytes);
  LEXPROBE_RETURN_IF_ERROR(reader.GetBytes(kMagic.size()).status());
  LEXPROBE_RETURN_IF_ERROR(CheckStart(kind, reader));
  return SectionReader(bytes, reader);
}

absl::StatusOr<bool> SectionReader::Next(Section* section) {
  const uint64_t start = reader_.position();
  LEXPROBE_ASSIGN_OR_RETURN(*section, ReadSection(bytes_, reader_));
  if (section->tag != kEndTag) return true;
  LEXPROBE_RETURN_IF_ERROR(CheckEnd(*section, start, reader_));
  return false;
}

absl::StatusOr<std::vector<Section>> ReadSections(uint32_t kind,
                                                  absl::string_view bytes) {
  LEXPROBE_ASSIGN_OR_RETURN(SectionReader reader,
                            SectionReader::Open(kind, bytes));
  std::vector<Section> sections;
  Section section;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&section));
    if (!more) return sections;
    sections.push_back(section);
  }
}

}  // namespace lexprobe
