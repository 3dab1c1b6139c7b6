#include "lexprobe/ngram/corpus_cache.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

constexpr uint32_t kKind = SectionTag("TOKN");
constexpr uint32_t kStatistics = SectionTag("STAT");
constexpr uint32_t kWords = SectionTag("WRDS");
constexpr uint32_t kHeldOut = SectionTag("HELD");
constexpr uint32_t kTokens = SectionTag("TOKS");

constexpr int64_t kSectionTokens = int64_t{1} << 20;

// A running digest, and what it takes of a file.
class Digest {
 public:
  Digest() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  void Add(absl::string_view bytes) {
    XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
  }

  absl::Status AddFile(const std::string& path,
                       const std::function<bool()>& cancelled) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> file,
                              OpenFile(path));
    std::string buffer(size_t{1} << 20, '\0');
    uint64_t length = 0;
    while (true) {
      if (cancelled && cancelled()) {
        return absl::CancelledError("stopped while reading the corpus");
      }
      LEXPROBE_ASSIGN_OR_RETURN(const size_t got,
                                file->Read(absl::MakeSpan(buffer)));
      if (got == 0) break;
      Add(absl::string_view(buffer).substr(0, got));
      length += got;
    }
    std::string end;
    PutUint64(length, &end);
    Add(end);
    return absl::OkStatus();
  }

  std::string Hex() const {
    const XXH128_hash_t digest = XXH3_128bits_digest(state_.get());
    return absl::StrCat(absl::Hex(digest.high64, absl::kZeroPad16),
                        absl::Hex(digest.low64, absl::kZeroPad16));
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

bool IsRegularFile(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

std::string SettingsOf(const CorpusOptions& options) {
  const TokenizerOptions& tokenizer = options.tokenizer;
  return absl::StrCat(
      "corpus cache 1\n", options.part.index, " ", options.part.count, " ",
      NameOf(options.newline), " ", options.block_bytes, " ",
      NameOf(tokenizer.letter_case), " ", NameOf(tokenizer.numbers), " ",
      NameOf(tokenizer.punctuation), " ", NameOf(tokenizer.hyphens), " ",
      tokenizer.sentence_boundaries, " ", tokenizer.pretokenized, "\n");
}

// Numbers of 7 bits a byte, the low ones first, the last with the high bit 0;
// the sentence end is 0 and id i is i + 1.
void PutTokens(absl::Span<const int32_t> tokens, std::string* out) {
  for (const int32_t token : tokens) {
    auto left = static_cast<uint32_t>(token) + 1;
    for (; left >= 0x80; left >>= 7) {
      out->push_back(static_cast<char>(left | 0x80));
    }
    out->push_back(static_cast<char>(left));
  }
}

// Appends the tokens of `bytes` to *tokens. DataLoss if a number is cut short
// or is no id below `words`.
absl::Status GetTokens(absl::string_view bytes, uint32_t words,
                       std::vector<int32_t>* tokens) {
  uint64_t value = 0;
  int shift = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    value |= uint64_t{byte & 0x7fu} << shift;
    shift += 7;
    if (byte >= 0x80 && shift < 35) continue;
    if (byte >= 0x80 || value > words) {
      return absl::DataLossError(
          absl::StrCat("token ", tokens->size(), " is no word of the ", words));
    }
    tokens->push_back(static_cast<int32_t>(value) - 1);
    value = 0;
    shift = 0;
  }
  if (shift == 0) return absl::OkStatus();
  return absl::DataLossError("the last token is cut short");
}

std::string ToBytes(const TextStatistics& statistics, int64_t tokens) {
  std::string bytes;
  for (const int64_t number :
       {tokens, statistics.bytes, statistics.lines, statistics.sentences,
        statistics.tokens, statistics.nul_bytes, statistics.invalid_utf8,
        statistics.first_invalid_block}) {
    PutUint64(static_cast<uint64_t>(number), &bytes);
  }
  PutString(statistics.first_invalid_place, &bytes);
  return bytes;
}

absl::Status GetStatistics(absl::string_view bytes, TextStatistics* statistics,
                           int64_t* tokens) {
  BinaryReader reader(bytes);
  for (int64_t* const number :
       {tokens, &statistics->bytes, &statistics->lines, &statistics->sentences,
        &statistics->tokens, &statistics->nul_bytes, &statistics->invalid_utf8,
        &statistics->first_invalid_block}) {
    LEXPROBE_ASSIGN_OR_RETURN(const uint64_t value, reader.GetUint64());
    if (value > uint64_t{std::numeric_limits<int64_t>::max()}) {
      return absl::DataLossError("a count is beyond 63 bits");
    }
    *number = static_cast<int64_t>(value);
  }
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view place, reader.GetString());
  statistics->first_invalid_place = std::string(place);
  return absl::OkStatus();
}

absl::Status WriteTokens(const TokenFile& tokens, SectionWriter& writer) {
  std::vector<int32_t> chunk;
  for (int64_t begin = 0; begin < tokens.size(); begin += kSectionTokens) {
    chunk.resize(
        static_cast<size_t>(std::min(kSectionTokens, tokens.size() - begin)));
    LEXPROBE_RETURN_IF_ERROR(tokens.Read(begin, absl::MakeSpan(chunk)));
    std::string bytes;
    PutTokens(chunk, &bytes);
    LEXPROBE_RETURN_IF_ERROR(writer.Write({kTokens, 0, bytes}));
  }
  return absl::OkStatus();
}

// Takes the sections of a copy, which stand in a fixed order.
class CacheReader {
 public:
  CacheReader(const MappedFile* file, CountedCorpus* corpus)
      : file_(*file), corpus_(*corpus) {}

  absl::Status Read() {
    LEXPROBE_ASSIGN_OR_RETURN(SectionReader sections,
                              SectionReader::Open(kKind, file_.bytes()));
    LEXPROBE_ASSIGN_OR_RETURN(absl::string_view bytes,
                              Take(sections, kStatistics));
    int64_t tokens = 0;
    LEXPROBE_RETURN_IF_ERROR(
        GetStatistics(bytes, &corpus_.statistics, &tokens));
    LEXPROBE_ASSIGN_OR_RETURN(bytes, Take(sections, kWords));
    LEXPROBE_RETURN_IF_ERROR(corpus_.words.MergeBytes(bytes));
    LEXPROBE_ASSIGN_OR_RETURN(bytes, Take(sections, kHeldOut));
    LEXPROBE_RETURN_IF_ERROR(
        GetTokens(bytes, corpus_.words.size(), &corpus_.held_out));
    LEXPROBE_RETURN_IF_ERROR(ReadTokens(sections));
    if (corpus_.tokens->size() == tokens) return corpus_.tokens->Flush();
    return absl::DataLossError(absl::StrCat(
        corpus_.tokens->size(), " tokens where ", tokens, " are announced"));
  }

 private:
  absl::StatusOr<absl::string_view> Take(SectionReader& sections,
                                         uint32_t tag) {
    Section section;
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, sections.Next(&section));
    if (more && section.tag == tag) return section.bytes;
    return absl::DataLossError("a section is missing or out of its order");
  }

  absl::Status ReadTokens(SectionReader& sections) {
    Section section;
    std::vector<int32_t> chunk;
    while (true) {
      LEXPROBE_ASSIGN_OR_RETURN(const bool more, sections.Next(&section));
      if (!more) return absl::OkStatus();
      if (section.tag != kTokens) {
        return absl::UnimplementedError("a section that this program lacks");
      }
      chunk.clear();
      LEXPROBE_RETURN_IF_ERROR(
          GetTokens(section.bytes, corpus_.words.size(), &chunk));
      LEXPROBE_RETURN_IF_ERROR(corpus_.tokens->Append(chunk));
      file_.Forget(
          static_cast<size_t>(section.bytes.data() - file_.bytes().data()));
    }
  }

  const MappedFile& file_;
  CountedCorpus& corpus_;
};

}  // namespace

absl::StatusOr<std::string> DigestOfFiles(
    absl::Span<const std::string> files,
    const std::function<bool()>& cancelled) {
  Digest digest;
  for (const std::string& file : files) {
    if (!IsRegularFile(file)) return std::string();
    LEXPROBE_RETURN_IF_ERROR(digest.AddFile(file, cancelled));
  }
  return digest.Hex();
}

std::string CorpusCachePath(const CorpusOptions& options,
                            absl::string_view settings,
                            absl::string_view digest,
                            absl::string_view folder) {
  Digest all;
  all.Add(SettingsOf(options));
  all.Add(settings);
  all.Add(digest);
  return JoinPath(folder, absl::StrCat("corpus-", all.Hex(), ".lexprobe"));
}

absl::Status WriteCorpusCache(const CountedCorpus& corpus,
                              absl::string_view path) {
  const std::string name(path);
  LEXPROBE_RETURN_IF_ERROR(
      MakeFolder(std::filesystem::path(name).parent_path().string()));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<AtomicFile> file,
                            AtomicFile::Create(path));
  SectionWriter writer(kKind, file.get());
  std::string held_out;
  PutTokens(corpus.held_out, &held_out);
  LEXPROBE_RETURN_IF_ERROR(writer.Write(
      {kStatistics, 0, ToBytes(corpus.statistics, corpus.tokens->size())}));
  LEXPROBE_RETURN_IF_ERROR(writer.Write({kWords, 0, corpus.words.ToBytes()}));
  LEXPROBE_RETURN_IF_ERROR(writer.Write({kHeldOut, 0, held_out}));
  LEXPROBE_RETURN_IF_ERROR(WriteTokens(*corpus.tokens, writer));
  return writer.Close();
}

absl::StatusOr<CountedCorpus> ReadCorpusCache(absl::string_view path,
                                              absl::string_view token_folder) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<MappedFile> file,
                            MappedFile::Open(path));
  CountedCorpus corpus;
  LEXPROBE_ASSIGN_OR_RETURN(corpus.tokens, TokenFile::Create(token_folder));
  LEXPROBE_RETURN_IF_ERROR(
      Annotate(CacheReader(file.get(), &corpus).Read(), path));
  return corpus;
}

}  // namespace lexprobe
