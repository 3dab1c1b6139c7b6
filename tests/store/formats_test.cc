#include "lexprobe/store/formats.h"

#include <locale.h>
#include <signal.h>
#include <sys/resource.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <locale>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Words that are hard to carry, but that every format can.
const std::vector<std::string> kHardWords = {
    "the",
    "na\xc3\xafve",
    "no\xc2\xa0"
    "break",                             // a no-break space inside a word
    "\xe3\x80\x80ideographic",           // begins with an ideographic space
    "\xc2\x85",                          // the next-line character alone
    "\xf0\x9f\x98\x80",                  // an emoji
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",  // right to left
    "\"quoted\"",
    "</script>",
    "a,b",
    "0.5",
    "-1e5",
    "nan",
    "inf",
    "#",
    "{}",
    "</s>",
    "\xef\xbb\xbf"
    "mark",  // a byte order mark inside
};

// Numbers that are hard to print: the smallest, the largest, ties.
const std::vector<float> kHardNumbers = {
    0.0f,
    -0.0f,
    1.0f,
    0.1f,
    1.0f / 3,
    std::numeric_limits<float>::denorm_min(),
    -std::numeric_limits<float>::denorm_min(),
    std::numeric_limits<float>::min(),
    std::numeric_limits<float>::max(),
    std::numeric_limits<float>::lowest(),
    std::numeric_limits<float>::epsilon(),
    16777216.0f,
    8388608.5f,
    1e10f,
    9.5367431640625e-07f,
    3.4e-45f,
};

EmbeddingTable HardTable(int dim, bool counts) {
  EmbeddingTableParts parts;
  parts.words = kHardWords;
  parts.dim = dim;
  Random random(dim);
  for (size_t i = 0; i < parts.words.size() * static_cast<size_t>(dim); ++i) {
    parts.matrix.push_back(i < kHardNumbers.size()
                               ? kHardNumbers[i]
                               : static_cast<float>(random.Normal()));
  }
  if (counts) {
    for (size_t i = 0; i < parts.words.size(); ++i) {
      parts.counts.push_back(static_cast<int64_t>(1000 - i));
    }
    parts.metadata_json = R"({"order":5,"note":"\u00fcber \"all\""})";
  }
  return MakeTable(std::move(parts));
}

struct RoundTrip {
  const char* format;
  const char* name;
  bool keeps_all;  // counts and metadata too
};

const RoundTrip kRoundTrips[] = {
    {"native", "x.lexprobe", true},
    {"native", "x.lexprobe.gz", true},
    {"word2vec-text", "x.txt", false},
    {"word2vec-text", "x.txt.gz", false},
    {"word2vec-binary", "x.bin", false},
    {"word2vec-binary", "x.bin.gz", false},
    {"glove", "x.txt", false},
    {"glove", "x.txt.gz", false},
    {"fasttext", "x.vec", false},
    {"npy", "x.npy", false},
    {"npy", "x.npy.gz", false},
    {"safetensors", "x.safetensors", true},
    {"safetensors", "x.safetensors.gz", true},
};

class RoundTripTest : public testing::TestWithParam<RoundTrip> {
 protected:
  // Writes and reads again, with the format detected or named.
  absl::StatusOr<EmbeddingTable> Reread(const EmbeddingTable& table,
                                        absl::string_view format_to_read,
                                        ReadNotes* notes) {
    const std::string path = folder_.File(GetParam().name);
    LEXPROBE_RETURN_IF_ERROR(
        WriteEmbeddings(table, path, {.format = GetParam().format}));
    return ReadEmbeddings(path, {.format = std::string(format_to_read)}, notes);
  }

  TemporaryFolder folder_;
};

std::string NameOf(const testing::TestParamInfo<RoundTrip>& trip) {
  const bool gzip = absl::EndsWith(trip.param.name, ".gz");
  return absl::StrCat(absl::StrReplaceAll(trip.param.format, {{"-", "_"}}),
                      gzip ? "_gz" : "_plain");
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTripTest, testing::ValuesIn(kRoundTrips),
                         NameOf);

TEST_P(RoundTripTest, GivesTheSameTableBitForBit) {
  for (const int dim : {2, 3, 50}) {
    for (const bool counts : {false, true}) {
      const EmbeddingTable table = HardTable(dim, counts);
      ReadNotes notes;
      LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                    Reread(table, "", &notes));
      EXPECT_THAT(read, VectorsEq(&table)) << dim;
      if (GetParam().keeps_all) {
        EXPECT_THAT(read, TableEq(&table));
      }
      EXPECT_EQ(read.Checksum(), table.Checksum());
      EXPECT_EQ(notes.duplicate_words + notes.dropped_rows, 0);
    }
  }
}

TEST_P(RoundTripTest, GivesTheSameTableWhenTheFormatIsNamed) {
  const EmbeddingTable table = HardTable(1, false);
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                Reread(table, GetParam().format, &notes));
  EXPECT_THAT(read, VectorsEq(&table));
  EXPECT_EQ(notes.format, GetParam().format);
}

TEST_P(RoundTripTest, DetectsTheFormatByContent) {
  ReadNotes notes;
  ASSERT_THAT(Reread(HardTable(4, false), "", &notes), IsOk());
  const std::string same = absl::string_view(GetParam().format) == "fasttext"
                               ? "word2vec-text"
                               : GetParam().format;
  EXPECT_EQ(notes.format, same);
}

TEST_P(RoundTripTest, CarriesManyRowsOnAnyNumberOfThreads) {
  EmbeddingTableParts parts;
  parts.dim = 7;
  Random random(1);
  for (int i = 0; i < 30000; ++i) {
    parts.words.push_back(absl::StrCat("w", i));
    for (int k = 0; k < parts.dim; ++k) {
      parts.matrix.push_back(static_cast<float>(random.Normal()));
    }
  }
  const EmbeddingTable table = MakeTable(std::move(parts));
  std::string bytes_of_one_thread;
  for (const int threads : {1, 3}) {
    const std::string path = folder_.File(GetParam().name);
    ASSERT_THAT(
        WriteEmbeddings(table, path,
                        {.format = GetParam().format, .threads = threads}),
        IsOk());
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string bytes, ReadFile(path));
    if (threads == 1) bytes_of_one_thread = bytes;
    EXPECT_TRUE(bytes == bytes_of_one_thread) << threads;
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const EmbeddingTable read,
        ReadEmbeddings(path, {.threads = threads}, nullptr));
    EXPECT_THAT(read, VectorsEq(&table)) << threads;
  }
}

TEST_P(RoundTripTest, StopsAfterTheRowsThatAreWanted) {
  const EmbeddingTable table = HardTable(3, true);
  const std::string path = folder_.File(GetParam().name);
  ASSERT_THAT(WriteEmbeddings(table, path, {.format = GetParam().format}),
              IsOk());
  for (const int64_t rows :
       {int64_t{1}, int64_t{5}, table.rows(), table.rows() + 1}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        const EmbeddingTable read,
        ReadEmbeddings(path, {.max_rows = rows}, nullptr));
    ASSERT_EQ(read.rows(), std::min(rows, table.rows()));
    EXPECT_EQ(read.WordOf(read.rows() - 1), table.WordOf(read.rows() - 1));
    EXPECT_EQ(read.VectorOf(read.rows() - 1), table.VectorOf(read.rows() - 1));
  }
}

TEST_P(RoundTripTest, NeverCrashesOnAPrefixAndNeverPassesOneOffAsWhole) {
  const EmbeddingTable table = HardTable(2, false);
  const std::string path = folder_.File(GetParam().name);
  ASSERT_THAT(WriteEmbeddings(table, path, {.format = GetParam().format}),
              IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string whole, ReadFile(path));
  for (size_t length = 0; length < whole.size(); ++length) {
    ReadNotes notes;
    const auto read = ReadEmbeddingsFrom(
        SourceOf(absl::string_view(whole).substr(0, length), path),
        {.format = GetParam().format}, &notes);
    if (!read.ok()) continue;
    // Text without a header may end after any line, and with one before the
    // last newline, which is noted; word2vec's binary rows need no newline.
    const bool glove = absl::string_view(GetParam().format) == "glove";
    const bool at_line = length == 0 || whole[length - 1] == '\n';
    const bool binary =
        absl::string_view(GetParam().format) == "word2vec-binary";
    EXPECT_TRUE((glove && at_line) || !notes.messages.empty() ||
                (binary && length + 1 == whole.size()))
        << "prefix of " << length;
  }
}

TEST_P(RoundTripTest, NeverPassesOffAFlippedBitThatAChecksumGuards) {
  const EmbeddingTable table = HardTable(2, false);
  const std::string path = folder_.File(GetParam().name);
  ASSERT_THAT(WriteEmbeddings(table, path, {.format = GetParam().format}),
              IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string whole, ReadFile(path));
  const bool checked = absl::EndsWith(path, ".gz") ||
                       absl::string_view(GetParam().format) == "native";
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string spoiled = whole;
    spoiled[i] = static_cast<char>(spoiled[i] ^ (1 << (i % 8)));
    for (const char* format : {GetParam().format, ""}) {
      const auto read = ReadEmbeddingsFrom(SourceOf(spoiled, path),
                                           {.format = format}, nullptr);
      // What a checksum guards is refused, or has not changed: gzip's header
      // holds more than the content, and deflate has two ways to say a thing.
      if (checked && read.ok()) {
        EXPECT_THAT(*read, VectorsEq(&table)) << "byte " << i;
      }
    }
  }
}

// Lets files of this process grow to so many bytes only, then to any.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &old_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_;
};

TEST_P(RoundTripTest, LeavesTheOldFileWholeWhenTheDiskIsFull) {
  const EmbeddingTable old_table = HardTable(2, false);
  const EmbeddingTable new_table = HardTable(50, false);
  const std::string path = folder_.File(GetParam().name);
  ASSERT_THAT(WriteEmbeddings(old_table, path, {.format = GetParam().format}),
              IsOk());
  for (const rlim_t room : {0, 1, 100, 1000}) {
    {
      const FileSizeLimit limit(room);
      EXPECT_THAT(
          WriteEmbeddings(new_table, path, {.format = GetParam().format}),
          StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("x.")))
          << room;
    }
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                  ReadEmbeddings(path, {}, nullptr));
    EXPECT_THAT(read, VectorsEq(&old_table));
  }
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(folder_.path())) {
    ++files;
  }
  EXPECT_EQ(files, absl::string_view(GetParam().format) == "npy" ? 2u : 1u);
}

// Writes numbers as a German does: 1.000,5.
class CommaNumbers : public std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST_P(RoundTripTest, DoesNotHeedTheLocale) {
  const EmbeddingTable table = HardTable(3, false);
  const std::locale old_locale = std::locale::global(
      std::locale(std::locale::classic(), new CommaNumbers));
  const std::string old_c_locale = setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "sv_SE.UTF-8"}) {
    if (setlocale(LC_ALL, name) != nullptr) break;  // where one is installed
  }
  const auto read = Reread(table, "", nullptr);
  std::locale::global(old_locale);
  setlocale(LC_ALL, old_c_locale.c_str());
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, VectorsEq(&table));
}

class FormatsTest : public testing::Test {
 protected:
  absl::StatusOr<EmbeddingTable> ReadBytes(absl::string_view bytes,
                                           const ReadOptions& options = {}) {
    const std::string path = folder_.File("x");
    LEXPROBE_RETURN_IF_ERROR(WriteFile(path, bytes));
    return ReadEmbeddings(path, options, &notes_);
  }

  TemporaryFolder folder_;
  ReadNotes notes_;
};

TEST_F(FormatsTest, KeepsFloat16WithinItsPrecision) {
  EmbeddingTableParts parts;
  parts.words = {"a", "b"};
  parts.dim = 3;
  parts.matrix = {0.1f, -2.5f, 65504, 6e-8f, 0, 1};
  const EmbeddingTable table = MakeTable(std::move(parts));
  for (const char* format : {"npy", "safetensors"}) {
    const std::string path = folder_.File(format);
    ASSERT_THAT(
        WriteEmbeddings(table, path, {.format = format, .float16 = true}),
        IsOk());
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable read,
                                  ReadEmbeddings(path, {}, nullptr));
    EXPECT_THAT(read.matrix(),
                ElementsAre(0.0999755859375f, -2.5f, 65504, 0x1p-24f, 0, 1));
  }
}

TEST_F(FormatsTest, RefusesNumbersBeyondFloat16NamingTheWord) {
  EmbeddingTableParts parts;
  parts.words = {"a", "big"};
  parts.dim = 1;
  parts.matrix = {0, -65520};
  const EmbeddingTable table = MakeTable(std::move(parts));
  EXPECT_THAT(WriteEmbeddings(table, folder_.File("x.npy"),
                              {.format = "npy", .float16 = true}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("row 1: -65520 in the vector of \"big\"")));
}

TEST_F(FormatsTest, RefusesOptionsThatAFormatDoesNotHave) {
  const EmbeddingTable table = HardTable(1, false);
  const struct {
    WriteOptions options;
    const char* message;
  } kCases[] = {
      {{.format = "word2vec"},
       "format \"word2vec\" is unknown; written are "
       "native, word2vec-text"},
      {{.format = "glove", .float16 = true},
       "format glove has no float16; it is for npy, safetensors"},
      {{.format = "glove", .on_bad_word = "drop"}, "allowed are refuse"},
  };
  for (const auto& spoiled : kCases) {
    EXPECT_THAT(WriteEmbeddings(table, folder_.File("x"), spoiled.options),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(spoiled.message)));
    EXPECT_FALSE(FileExists(folder_.File("x")));
  }
}

TEST_F(FormatsTest, RefusesAWordThatTheFormatCannotCarryAndNamesIt) {
  const struct {
    const char* format;
    std::string word;
  } kCases[] = {
      {"word2vec-text", "two words"},
      {"word2vec-text", "tab\there"},
      {"word2vec-text", "line\nend"},
      {"word2vec-text", "return\r"},
      {"word2vec-text", "page\f"},
      {"word2vec-text", {'a', '\0'}},
      {"word2vec-binary", "two words"},
      {"glove", "two words"},
      {"fasttext", "two words"},
      {"npy", "line\nend"},
      {"npy", "return\r"},
      {"safetensors", "latin\xe9"},
      {"jsonl", "latin\xe9"},
      {"projector", "tab\there"},
  };
  for (const auto& bad : kCases) {
    EmbeddingTableParts parts;
    parts.words = {"good", bad.word};
    parts.dim = 1;
    parts.matrix = {1, 2};
    const EmbeddingTable table = MakeTable(std::move(parts));
    const std::string path = folder_.File("x.out");
    EXPECT_THAT(WriteEmbeddings(table, path, {.format = bad.format}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("row 1: the word \"")))
        << bad.format << " " << bad.word;
    EXPECT_FALSE(FileExists(path));
    EXPECT_THAT(
        WriteEmbeddings(table, path,
                        {.format = bad.format, .on_bad_word = "escape"}),
        IsOk());
    std::filesystem::remove_all(path);
  }
}

TEST_F(FormatsTest, EscapesWhiteSpaceAsSentencePieceDoes) {
  EmbeddingTableParts parts;
  parts.words = {"new york\ncity"};
  parts.dim = 1;
  parts.matrix = {1};
  const EmbeddingTable table = MakeTable(std::move(parts));
  const std::string path = folder_.File("x.txt");
  ASSERT_THAT(
      WriteEmbeddings(table, path,
                      {.format = "word2vec-text", .on_bad_word = "escape"}),
      IsOk());
  EXPECT_THAT(ReadFile(path),
              IsOkAndHolds("1 1\nnew\xe2\x96\x81york\xe2\x96\x81"
                           "city 1\n"));
}

TEST_F(FormatsTest, RefusesTwoWordsThatEscapeToTheSame) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"a b", "a\tb"},
        {"a\xe2\x96\x81"
         "b",
         "a b"},
        {"a b",
         "a\xe2\x96\x81"
         "b"}}) {
    EmbeddingTableParts parts;
    parts.words = words;
    parts.dim = 1;
    parts.matrix = {1, 2};
    const EmbeddingTable table = MakeTable(std::move(parts));
    EXPECT_THAT(WriteEmbeddings(table, folder_.File("x"),
                                {.format = "glove", .on_bad_word = "escape"}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("would be escaped to \"a\xe2\x96\x81"
                                   "b\", as row")));
  }
}

TEST_F(FormatsTest, SuggestsAFormatForAFileName) {
  EXPECT_EQ(FormatForFileName("x.npy"), "npy");
  EXPECT_EQ(FormatForFileName("a.b/x.safetensors.gz"), "safetensors");
  EXPECT_EQ(FormatForFileName("x.lexprobe"), "native");
  EXPECT_EQ(FormatForFileName("x.bin"), "word2vec-binary");
  EXPECT_EQ(FormatForFileName("x.vec"), "fasttext");
  EXPECT_EQ(FormatForFileName("x.jsonl"), "jsonl");
  EXPECT_EQ(FormatForFileName("x.txt"), "");
  EXPECT_EQ(FormatForFileName("npy"), "");
}

TEST_F(FormatsTest, ListsTheFormats) {
  EXPECT_EQ(ReadableFormats(),
            "native, word2vec-text, word2vec-binary, glove, fasttext, npy, "
            "safetensors");
  EXPECT_EQ(WritableFormats(),
            "native, word2vec-text, word2vec-binary, glove, fasttext, npy, "
            "safetensors, projector, csv, jsonl");
}

TEST_F(FormatsTest, SaysWhatAStrangeFileIs) {
  const struct {
    std::string bytes;
    const char* message;
  } kCases[] = {
      {"", "an empty file"},
      {"PK\3\4....", "a zip archive"},
      {"\xba\x16\x4f\x2f....", "a fastText model"},
      {"\x80\4\x95....", "a Python pickle"},
      {"hello\n", "not a format that is read"},
      {std::string(100, '\0'), "not a format that is read"},
      {"{\"a\": 1}\n", "not a format that is read"},
  };
  for (const auto& strange : kCases) {
    EXPECT_THAT(ReadBytes(strange.bytes),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(strange.message)));
  }
}

TEST_F(FormatsTest, RefusesFormatsThatAreNotRead) {
  EXPECT_THAT(ReadBytes("a 1\n", {.format = "csv"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("format \"csv\" is written only; read are")));
  EXPECT_THAT(ReadBytes("a 1\n", {.format = "nope"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("format \"nope\" is unknown; read are")));
}

TEST_F(FormatsTest, SaysThatAFileIsAbsentOrAFolder) {
  EXPECT_THAT(ReadEmbeddings(folder_.File("none"), {}, nullptr),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
  EXPECT_THAT(
      ReadEmbeddings(folder_.path(), {}, nullptr),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(folder_.path())));
}

TEST_F(FormatsTest, NamesTheFileOnceInAnError) {
  const auto read = ReadBytes("2 3\na 1 2\n");
  ASSERT_FALSE(read.ok());
  const std::string message(read.status().message());
  EXPECT_EQ(message,
            folder_.File("x") + ": line 2: 2 numbers where 3 are needed");
}

TEST_F(FormatsTest, ReportsProgressUpToTheLastRow) {
  const EmbeddingTable table = HardTable(2, false);
  int64_t written = 0;
  const std::string path = folder_.File("x.txt");
  ASSERT_THAT(
      WriteEmbeddings(table, path,
                      {.format = "glove",
                       .progress = [&](int64_t rows) { written = rows; }}),
      IsOk());
  EXPECT_EQ(written, table.rows());
  int64_t read = 0;
  ASSERT_THAT(
      ReadEmbeddings(path, {.progress = [&](int64_t rows) { read = rows; }},
                     nullptr),
      IsOk());
  EXPECT_EQ(read, table.rows());
}

TEST_F(FormatsTest, WritesToADevice) {
  EXPECT_THAT(
      WriteEmbeddings(HardTable(2, false), "/dev/full",
                      {.format = "word2vec-text"}),
      StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("/dev/full")));
  EXPECT_THAT(WriteEmbeddings(HardTable(2, false), "/dev/null",
                              {.format = "word2vec-text"}),
              IsOk());
}

}  // namespace
}  // namespace lexprobe
