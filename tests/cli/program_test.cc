#include "cli/program.h"

#include <cerrno>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "cli/options.h"
#include "cli/subcommands.h"
#include "cli/version.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

absl::Status Greet(absl::Span<const std::string> args, Streams& io) {
  int times = 1;
  po::options_description options;
  options.add_options()("times", po::value(&times)->default_value(times),
                        "how often");
  const absl::StatusOr<bool> run =
      Parse({.name = "greet", .usage = "", .about = "Greets.", .examples = ""},
            options, nullptr, args, io);
  if (!run.ok() || !*run) return run.status();
  for (int i = 0; i < times; ++i) io.out << "hello\n";
  return absl::OkStatus();
}

absl::Status Fail(absl::Span<const std::string>, Streams&) {
  return absl::DataLossError("m.vec: line 7: not a number");
}

absl::Status Throw(absl::Span<const std::string>, Streams&) {
  throw std::runtime_error("surprise");
}

absl::Status RunOut(absl::Span<const std::string>, Streams&) {
  throw std::bad_alloc();
}

absl::Status Elsewhere(absl::Span<const std::string> args, Streams& io) {
  io.out << "elsewhere " << absl::StrJoin(args, ",") << "\n";
  return absl::OkStatus();
}

absl::Status FailInSubcommand(absl::Span<const std::string> args, Streams& io) {
  const Subcommand subcommands[] = {{"good", Greet}, {"bad", Fail}};
  return RunSubcommand(
      {.name = "parts", .usage = "", .about = "", .examples = ""}, "which",
      subcommands, args, io);
}

class RunProgramTest : public testing::Test {
 protected:
  int Run(const std::vector<std::string>& args) {
    return RunProgram(program_, args, streams_.io());
  }

  const std::vector<Command> commands_ = {
      {"greet", "say hello", Greet},       {"fail", "find damage", Fail},
      {"throw", "throw", Throw},           {"exhaust", "run out", RunOut},
      {"parts", "part", FailInSubcommand}, {"train", "learn", nullptr}};
  const Program program_ = {.name = "lexprobe",
                            .commands = commands_,
                            .print_version = PrintCommonVersion,
                            .run_elsewhere = Elsewhere};
  TestStreams streams_;
};

TEST_F(RunProgramTest, RunsTheCommandWithItsArguments) {
  EXPECT_EQ(Run({"greet", "--times", "2"}), 0);
  EXPECT_EQ(streams_.out(), "hello\nhello\n");
  EXPECT_THAT(streams_.err(), IsEmpty());
}

TEST_F(RunProgramTest, PrintsAFailureAsOneLineAndGivesItsExitCode) {
  EXPECT_EQ(Run({"fail"}), 4);
  EXPECT_EQ(streams_.err(), "lexprobe fail: m.vec: line 7: not a number\n");
  EXPECT_THAT(streams_.out(), IsEmpty());
}

TEST_F(RunProgramTest, HandsACommandWithoutFunctionOn) {
  EXPECT_EQ(Run({"train", "--help"}), 0);
  EXPECT_EQ(Run({"help", "train"}), 0);
  EXPECT_EQ(Run({"help", "train", "more"}), 0);
  EXPECT_EQ(streams_.out(),
            "elsewhere train,--help\nelsewhere train,--help\n"
            "elsewhere train,more,--help\n");
}

TEST_F(RunProgramTest, ListsTheCommandsAndExitCodes) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"--help"}, {"help"}, {"-h"}}) {
    TestStreams streams;
    EXPECT_EQ(RunProgram(program_, args, streams.io()), 0);
    EXPECT_THAT(streams.out(), HasSubstr("\n  greet    say hello\n"));
    EXPECT_THAT(streams.out(), HasSubstr("\n    4  a file is damaged\n"));
    EXPECT_THAT(streams.err(), IsEmpty());
  }
}

TEST_F(RunProgramTest, ShowsTheHelpOfACommand) {
  EXPECT_EQ(Run({"help", "greet"}), 0);
  EXPECT_THAT(streams_.out(), HasSubstr("Usage: lexprobe greet"));
  EXPECT_EQ(Run({"help", "gret"}), 2);
  EXPECT_THAT(streams_.err(), HasSubstr("did you mean greet?"));
}

TEST_F(RunProgramTest, AsksWhichCommandWhenNoneIsNamed) {
  EXPECT_EQ(Run({}), 2);
  EXPECT_THAT(streams_.out(), IsEmpty());
  EXPECT_THAT(streams_.err(), HasSubstr("Commands:"));
  EXPECT_THAT(streams_.err(), HasSubstr("lexprobe: which command?\n"));
}

TEST_F(RunProgramTest, SuggestsTheNearestCommand) {
  EXPECT_EQ(Run({"geret"}), 2);
  EXPECT_EQ(streams_.err(),
            "lexprobe: unknown command \"geret\"; did you mean greet?\n");
}

TEST_F(RunProgramTest, EndsExceptionsAsFailures) {
  EXPECT_EQ(Run({"throw"}), 1);
  EXPECT_EQ(Run({"exhaust"}), 6);
  EXPECT_EQ(streams_.err(),
            "lexprobe throw: unforeseen: surprise\n"
            "lexprobe exhaust: not enough memory\n");
}

TEST_F(RunProgramTest, AsksItsLibraryWhatAnExceptionMeans) {
  Program program = program_;
  program.status_of = [](const std::exception&) -> absl::Status {
    return absl::ResourceExhaustedError("the library is full");
  };
  const std::vector<std::string> args = {"throw"};
  EXPECT_EQ(RunProgram(program, args, streams_.io()), 6);
  program.status_of = [](const std::exception&) { return absl::OkStatus(); };
  EXPECT_EQ(RunProgram(program, args, streams_.io()), 1);
  EXPECT_EQ(streams_.err(),
            "lexprobe throw: the library is full\n"
            "lexprobe throw: unforeseen: surprise\n");
}

TEST_F(RunProgramTest, NamesTheSubcommandThatFailed) {
  EXPECT_EQ(Run({"parts", "bad"}), 4);
  EXPECT_EQ(Run({"parts", "other"}), 2);
  EXPECT_THAT(streams_.err(),
              testing::StartsWith("lexprobe parts bad: m.vec: line 7: not a "
                                  "number\nlexprobe parts: there is no"));
}

TEST_F(RunProgramTest, FailsWhenResultsCannotBeWritten) {
  streams_.io().out.setstate(std::ios::badbit);
  errno = EEXIST;  // of something else
  EXPECT_EQ(Run({"greet"}), 6);
  EXPECT_THAT(streams_.err(), HasSubstr("standard output cannot be written"));
}

TEST_F(RunProgramTest, PrintsItsVersion) {
  EXPECT_EQ(Run({"--version"}), 0);
  EXPECT_THAT(streams_.out(),
              MatchesRegex("lexprobe [0-9.]+ \\(commit [0-9a-z]+\\)\nvectors: "
                           "[A-Z0-9_]+, [0-9]+ bits\n"));
}

TEST_F(RunProgramTest, GivesAManualPageFromItsTable) {
  EXPECT_EQ(Run({kManualFlag}), 0);
  EXPECT_THAT(streams_.out(), HasSubstr(".TH LEXPROBE 1"));
  EXPECT_THAT(streams_.out(), HasSubstr(".BR lexprobe\\-greet (1)\nsay hello"));
}

TEST_F(RunProgramTest, GivesTheOptionsOfItsOwnCommandsForCompletion) {
  const std::vector<Command> commands = {{"greet", "say hello", Greet},
                                         {"train", "learn", nullptr}};
  const Program program = {.name = "lexprobe",
                           .commands = commands,
                           .print_version = PrintCommonVersion,
                           .run_elsewhere = Elsewhere};
  EXPECT_EQ(RunProgram(program, {kCompletionFlag}, streams_.io()), 0);
  EXPECT_EQ(streams_.out(), "greet --times --help --config\n");
}

}  // namespace
}  // namespace lexprobe::cli
