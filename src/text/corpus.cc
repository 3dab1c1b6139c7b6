#include "lexprobe/text/corpus.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file_part.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/text/expand_paths.h"
#include "text/byte_kernels.h"
#include "text/choice.h"

namespace lexprobe {
namespace {

constexpr int64_t kMinBlockBytes = 64;
constexpr int64_t kMaxBlockBytes = int64_t{1} << 30;
constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr size_t kLongestCharacter = 4;  // bytes in UTF-8
constexpr absl::string_view::size_type kNone = absl::string_view::npos;

constexpr Choice<NewlineMode> kNewlineModes[] = {
    {"sentence", NewlineMode::kSentence},
    {"space", NewlineMode::kSpace},
};

// Files that people take for text, by their first bytes.
struct Signature {
  absl::string_view bytes;
  absl::string_view what;
};
constexpr Signature kSignatures[] = {
    {absl::string_view("\xff\xfe", 2), "UTF-16 text"},
    {absl::string_view("\xfe\xff", 2), "UTF-16 text"},
    {absl::string_view("\xfd\x37zXZ\0", 6), "an xz file"},
    {absl::string_view("\x28\xb5\x2f\xfd", 4), "a zstd file"},
    {absl::string_view("BZh", 3), "a bzip2 file"},
    {absl::string_view("PK\x03\x04", 4), "a zip file (or docx, odt, epub)"},
    {absl::string_view("7z\xbc\xaf\x27\x1c", 6), "a 7-zip file"},
    {absl::string_view("%PDF-", 5), "a PDF file"},
};

absl::Status CheckIsText(absl::string_view start, absl::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (absl::StartsWith(start, signature.bytes)) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, ": this is ", signature.what,
                       "; only UTF-8 text, plain or gzip, can be read"));
    }
  }
  return absl::OkStatus();
}

// Counts what is read from a file into a number that lives elsewhere.
class CountingSource : public ByteSource {
 public:
  CountingSource(std::unique_ptr<ByteSource> source,
                 std::atomic<int64_t>* count)
      : source_(std::move(source)), count_(count) {}

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    absl::StatusOr<size_t> result = source_->Read(out);
    if (result.ok()) *count_ += static_cast<int64_t>(*result);
    return result;
  }
  absl::string_view name() const override { return source_->name(); }

 private:
  const std::unique_ptr<ByteSource> source_;
  std::atomic<int64_t>* const count_;
};

// The byte after the last empty line, or kNone.
size_t EndOfLastParagraph(absl::string_view text) {
  size_t end = text.rfind('\n');
  while (end != kNone && end > 0) {
    const size_t before = text.rfind('\n', end - 1);
    if (before == kNone) return kNone;
    const absl::string_view between = text.substr(before + 1, end - before - 1);
    if (absl::StripAsciiWhitespace(between).empty()) return end + 1;
    end = before;
  }
  return kNone;
}

// Where to cut text that goes on, if it has to be: after the last white
// space, or else before the last character, which may not be whole.
size_t CutPoint(absl::string_view text) {
  for (size_t i = text.size(); i > 0; --i) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[i - 1]))) return i;
  }
  for (size_t back = 1; back <= kLongestCharacter; ++back) {
    const char byte = text[text.size() - back];
    if ((byte & 0xc0) != 0x80) return text.size() - back;
  }
  return text.size();
}

}  // namespace

absl::StatusOr<NewlineMode> ParseNewlineMode(absl::string_view name) {
  return ParseChoice("newline", name, absl::MakeConstSpan(kNewlineModes));
}

absl::string_view NameOf(NewlineMode mode) {
  return NameOfChoice(mode, absl::MakeConstSpan(kNewlineModes));
}

absl::Status Validate(const CorpusOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options.part));
  if (options.paths.empty()) {
    return absl::InvalidArgumentError(
        "no corpus: at least one file, folder or - is needed");
  }
  if (options.block_bytes < kMinBlockBytes ||
      options.block_bytes > kMaxBlockBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("block-bytes is ", options.block_bytes, ", must be from ",
                     kMinBlockBytes, " to ", kMaxBlockBytes));
  }
  return absl::OkStatus();
}

Corpus::Corpus(CorpusOptions options)
    : options_(std::move(options)),
      buffer_(static_cast<size_t>(options_.block_bytes), '\0') {}

absl::StatusOr<std::unique_ptr<Corpus>> Corpus::Open(CorpusOptions options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  std::unique_ptr<Corpus> corpus(new Corpus(std::move(options)));
  LEXPROBE_ASSIGN_OR_RETURN(corpus->files_,
                            ExpandPaths(corpus->options_.paths));
  LEXPROBE_ASSIGN_OR_RETURN(
      corpus->pieces_,
      PiecesOf(corpus->files_, corpus->options_.part,
               corpus->options_.newline == NewlineMode::kSpace));
  for (const FilePiece& piece : corpus->pieces_) {
    corpus->total_bytes_ += piece.bytes;
  }
  return corpus;
}

absl::StatusOr<std::unique_ptr<ByteSource>> Corpus::OpenPiece(
    const FilePiece& piece) {
  std::unique_ptr<ByteSource> raw;
  if (piece.path == "-") {
    raw = OpenStandardInput();
  } else if (piece.end >= 0) {
    LEXPROBE_ASSIGN_OR_RETURN(raw,
                              OpenFilePart(piece.path, piece.begin, piece.end));
  } else {
    LEXPROBE_ASSIGN_OR_RETURN(raw, OpenFile(piece.path));
  }
  if (piece.bytes > 0) {
    raw = std::make_unique<CountingSource>(std::move(raw), &bytes_read_);
  }
  if (piece.end >= 0) return raw;  // a piece of plain text
  return InflateIfGzip(std::move(raw));
}

bool Corpus::IsMine() {
  const CorpusPart& mine = pieces_[opened_pieces_ - 1].blocks;
  return mine.count == 1 || shared_blocks_++ % mine.count == mine.index;
}

absl::Status Corpus::OpenNextFile() {
  const FilePiece& piece = pieces_[opened_pieces_++];
  LEXPROBE_ASSIGN_OR_RETURN(source_, OpenPiece(piece));
  file_ = piece.begin == 0
              ? std::string(source_->name())
              : absl::StrCat(source_->name(), ", from byte ", piece.begin);
  source_ended_ = false;
  line_ = 1;
  LEXPROBE_RETURN_IF_ERROR(Fill());
  if (piece.begin > 0) return absl::OkStatus();
  const absl::string_view start(buffer_.data(), buffered_);
  if (absl::StartsWith(start, kByteOrderMark)) {
    buffered_ -= kByteOrderMark.size();
    std::copy_n(buffer_.begin() + kByteOrderMark.size(), buffered_,
                buffer_.begin());
  }
  return CheckIsText(start, source_->name());
}

absl::Status Corpus::Fill() {
  while (!source_ended_ && buffered_ < buffer_.size()) {
    LEXPROBE_ASSIGN_OR_RETURN(
        const size_t count,
        source_->Read(absl::MakeSpan(buffer_).subspan(buffered_)));
    buffered_ += count;
    source_ended_ = count == 0;
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Corpus::NextBlock(TextBlock* block) {
  while (true) {
    if (source_ == nullptr) {
      if (opened_pieces_ == pieces_.size()) return false;
      LEXPROBE_RETURN_IF_ERROR(OpenNextFile());
    }
    LEXPROBE_RETURN_IF_ERROR(Fill());
    if (buffered_ == 0) {
      source_.reset();
      continue;
    }
    Cut(block);
    if (!IsMine()) continue;
    block->number = blocks_++;
    return true;
  }
}

size_t Corpus::EndOfBlock() const {
  if (source_ended_) return buffered_;
  const absl::string_view text(buffer_.data(), buffered_);
  if (options_.newline == NewlineMode::kSpace) {
    const size_t paragraph = EndOfLastParagraph(text);
    if (paragraph != kNone) return paragraph;
  }
  const size_t newline = text.rfind('\n');
  return newline != kNone ? newline + 1 : CutPoint(text);
}

// The block takes the buffer, and leaves its own: only what is behind its last
// line is copied.
void Corpus::Cut(TextBlock* block) {
  const size_t end = EndOfBlock();
  block->buffer.resize(buffer_.size());
  block->buffer.swap(buffer_);
  block->size = end;
  block->file = file_;
  block->first_line = line_;
  const absl::string_view bytes = block->bytes();
  const auto newlines =
      static_cast<int64_t>(CountBytes(bytes.data(), bytes.size(), '\n'));
  line_ += newlines;
  const bool file_ends = source_ended_ && end == buffered_;
  block->lines = newlines + (file_ends && bytes.back() != '\n' ? 1 : 0);
  buffered_ -= end;
  block->buffer.copy(buffer_.data(), buffered_, end);
}

}  // namespace lexprobe
