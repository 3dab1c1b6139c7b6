#include "lexprobe/ngram/token_file.h"

#include <signal.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A file of the numbers 0 .. count - 1, appended in parts of `part`.
std::unique_ptr<TokenFile> FileOfNumbers(const TemporaryFolder& folder,
                                         int32_t count, int32_t part) {
  auto file = TokenFile::Create(folder.path());
  EXPECT_THAT(file, IsOk());
  for (int32_t begin = 0; begin < count; begin += part) {
    std::vector<int32_t> tokens(
        static_cast<size_t>(std::min(part, count - begin)));
    std::iota(tokens.begin(), tokens.end(), begin);
    EXPECT_THAT((*file)->Append(tokens), IsOk());
  }
  EXPECT_THAT((*file)->Flush(), IsOk());
  return *std::move(file);
}

TEST(TokenFileTest, StartsEmpty) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto file,
                                TokenFile::Create(folder.path()));
  EXPECT_EQ(file->size(), 0);
  EXPECT_THAT(file->Flush(), IsOk());
  EXPECT_THAT(file->Read(0, {}), IsOk());
}

TEST(TokenFileTest, GivesBackWhatWasAppended) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto file,
                                TokenFile::Create(folder.path()));
  EXPECT_THAT(file->Append({5, kSentenceEnd}), IsOk());
  EXPECT_THAT(file->Append({}), IsOk());
  EXPECT_THAT(file->Append({2147483647, 0, kSentenceEnd}), IsOk());
  EXPECT_EQ(file->size(), 5);
  EXPECT_THAT(file->Flush(), IsOk());
  std::vector<int32_t> tokens(5);
  EXPECT_THAT(file->Read(0, absl::MakeSpan(tokens)), IsOk());
  EXPECT_THAT(tokens,
              ElementsAre(5, kSentenceEnd, 2147483647, 0, kSentenceEnd));
}

// Parts below, at and above what it keeps in memory between writes.
TEST(TokenFileTest, PartsOfAnySizeGiveTheSameFile) {
  const TemporaryFolder folder;
  constexpr int32_t kCount = 200'001;
  for (const int32_t part : {1, 999, 65535, 65536, 65537, kCount}) {
    const auto file = FileOfNumbers(folder, kCount, part);
    ASSERT_EQ(file->size(), kCount);
    std::vector<int32_t> tokens(kCount);
    ASSERT_THAT(file->Read(0, absl::MakeSpan(tokens)), IsOk());
    for (int32_t i = 0; i < kCount; ++i) {
      ASSERT_EQ(tokens[static_cast<size_t>(i)], i) << "parts of " << part;
    }
  }
}

// Every token comes back from its own place, whoever reads beside.
void ReadRandomParts(const TokenFile& file, uint64_t seed) {
  Random random(seed);
  const auto size = static_cast<uint64_t>(file.size());
  for (int i = 0; i < 300; ++i) {
    const auto begin = static_cast<int64_t>(random.Below(size));
    std::vector<int32_t> tokens(
        random.Below(std::min<uint64_t>(5000, size - uint64_t(begin)) + 1));
    ASSERT_THAT(file.Read(begin, absl::MakeSpan(tokens)), IsOk());
    for (size_t k = 0; k < tokens.size(); ++k) {
      ASSERT_EQ(tokens[k], begin + static_cast<int64_t>(k));
    }
  }
}

TEST(TokenFileTest, SeveralThreadsReadTheirPartsAtOnce) {
  const TemporaryFolder folder;
  const auto file = FileOfNumbers(folder, 100'000, 4096);
  std::vector<std::thread> threads;
  for (uint64_t seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&file, seed] { ReadRandomParts(*file, seed); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(TokenFileTest, CanGrowAfterItWasRead) {
  const TemporaryFolder folder;
  const auto file = FileOfNumbers(folder, 10, 10);
  int32_t token = 0;
  EXPECT_THAT(file->Read(9, absl::MakeSpan(&token, 1)), IsOk());
  EXPECT_THAT(file->Append({77}), IsOk());
  EXPECT_THAT(file->Flush(), IsOk());
  EXPECT_THAT(file->Read(10, absl::MakeSpan(&token, 1)), IsOk());
  EXPECT_EQ(token, 77);
}

TEST(TokenFileTest, LeavesNothingInTheFolder) {
  const TemporaryFolder folder;
  const auto file = FileOfNumbers(folder, 100'000, 100'000);
  EXPECT_THAT(folder.Names(), IsEmpty());
}

TEST(TokenFileTest, NamesTheFolderThatIsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(TokenFile::Create(folder.File("missing")),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("missing: making a temporary file")));
}

TEST(TokenFileTest, RefusesAFileWhereAFolderIsMeant) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("file", "text");
  EXPECT_THAT(TokenFile::Create(path), StatusIs(absl::StatusCode::kNotFound,
                                                HasSubstr("Not a directory")));
}

// A file system without nameless files, and without room for a named one.
TEST(TokenFileTest, ReportsAFolderInWhichNoFileCanBeMade) {
  EXPECT_THAT(TokenFile::Create("/proc"), testing::Not(IsOk()));
}

TEST(TokenFileTest, ReadingBeyondTheEndIsAnError) {
  const TemporaryFolder folder;
  const auto file = FileOfNumbers(folder, 10, 10);
  std::vector<int32_t> tokens(3);
  EXPECT_THAT(file->Read(8, absl::MakeSpan(tokens)),
              StatusIs(absl::StatusCode::kInternal,
                       HasSubstr("reading the token file")));
}

// In a child: writes until the disk, limited to `bytes`, is full, and prints
// the status and how much of it was reported.
void FillTheDisk(const std::string& folder, rlim_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit = {bytes, bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
  auto file = TokenFile::Create(folder);
  absl::Status status = file.status();
  const std::vector<int32_t> tokens(1000, 1);
  for (int i = 0; i < 200 && status.ok(); ++i) {
    status = (*file)->Append(tokens);
  }
  if (status.ok()) status = (*file)->Flush();
  std::cerr << status;
  std::exit(0);
}

TEST(TokenFileDeathTest, AFullDiskIsResourceExhaustedWhileAppending) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const TemporaryFolder folder;
  EXPECT_EXIT(FillTheDisk(folder.path(), 300'000), testing::ExitedWithCode(0),
              "RESOURCE_EXHAUSTED.*writing the token file");
}

TEST(TokenFileDeathTest, AFullDiskIsResourceExhaustedAtTheLastFlush) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const TemporaryFolder folder;
  // 200,000 tokens: the last 3,392 of them are written by Flush alone.
  EXPECT_EXIT(FillTheDisk(folder.path(), 799'999), testing::ExitedWithCode(0),
              "RESOURCE_EXHAUSTED.*writing the token file");
}

}  // namespace
}  // namespace lexprobe
