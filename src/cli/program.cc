#include "cli/program.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/program_help.h"
#include "cli/subcommands.h"
#include "cli/terminal.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/log.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

// As a shell says of a program ended by SIGPIPE.
constexpr int kReaderGone = 141;

const Command* FindCommand(const Program& program, absl::string_view name) {
  const auto found = std::find_if(
      program.commands.begin(), program.commands.end(),
      [name](const Command& command) { return command.name == name; });
  return found == program.commands.end() ? nullptr : &*found;
}

absl::Status UnknownCommand(const Program& program, const std::string& name) {
  std::vector<std::string> names = {"help"};
  for (const Command& command : program.commands) {
    names.push_back(command.name);
  }
  const std::optional<std::string> nearest = NearestName(name, names);
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown command \"", name, "\"",
      nearest
          ? absl::StrCat("; did you mean ", *nearest, "?")
          : absl::StrCat("; ", program.name, " --help lists the commands")));
}

absl::Status RunCommand(const Program& program, const Command& command,
                        absl::Span<const std::string> args, Streams& io) {
  if (command.run != nullptr) return command.run(args, io);
  std::vector<std::string> words = {command.name};
  words.insert(words.end(), args.begin(), args.end());
  return program.run_elsewhere(words, io);
}

// `help`, `help COMMAND` and `help COMMAND SUBCOMMAND`.
absl::Status RunHelp(const Program& program, absl::Span<const std::string> args,
                     Streams& io) {
  if (args.empty()) {
    io.out << ProgramHelp(program, OutputWidth(io));
    return absl::OkStatus();
  }
  const Command* command = FindCommand(program, args[0]);
  if (command == nullptr) return UnknownCommand(program, args[0]);
  std::vector<std::string> words(args.begin() + 1, args.end());
  words.push_back("--help");
  return RunCommand(program, *command, words, io);
}

absl::Status RunArguments(const Program& program,
                          absl::Span<const std::string> args, Streams& io) {
  if (args.empty()) {
    io.err << ProgramHelp(program, OutputWidth(io));
    return absl::InvalidArgumentError("which command?");
  }
  const std::string& first = args[0];
  if (first == "--help" || first == "-h") return RunHelp(program, {}, io);
  if (first == "help") return RunHelp(program, args.subspan(1), io);
  if (first == "--version") {
    program.print_version(io);
    return absl::OkStatus();
  }
  if (first == kManualFlag) {
    io.out << ProgramManual(program);
    return absl::OkStatus();
  }
  if (first == kCompletionFlag) return PrintCompletion(program, io);
  const Command* command = FindCommand(program, first);
  if (command == nullptr) return UnknownCommand(program, first);
  return RunCommand(program, *command, args.subspan(1), io);
}

// The thread in which RunCatching() catches, while it does.
std::thread::id catching_thread;

constexpr char kNoMemory[] = "not enough memory";
constexpr char kNoThread[] = "not enough memory for another thread";

// Ends the process where nobody would catch an exception, with the exit code
// that the main thread would give. Files half written are under temporary
// names.
[[noreturn]] void EndForWantOf(absl::string_view what) {
  for (const absl::string_view part :
       {absl::string_view("lexprobe: "), what, absl::string_view("\n")}) {
    if (write(STDERR_FILENO, part.data(), part.size()) < 0) break;
  }
  _exit(ExitCodeOf(absl::ResourceExhaustedError("")));
}

// Out of memory: an exception where it is caught.
void RefuseMemory() {
  if (std::this_thread::get_id() == catching_thread) throw std::bad_alloc();
  EndForWantOf(kNoMemory);
}

bool IsWantOfThreads(const std::system_error& error) {
  return error.code() == std::errc::resource_unavailable_try_again;
}

std::terminate_handler usual_end = nullptr;

// A thread that cannot be made while others run: they cannot be unwound.
void EndUncaught() {
  try {
    if (std::current_exception())
      std::rethrow_exception(std::current_exception());
  } catch (const std::system_error& error) {
    if (IsWantOfThreads(error)) EndForWantOf(kNoThread);
  } catch (...) {  // the usual end says what it is
  }
  usual_end();
}

// The only place where exceptions of the unforeseen kind end.
absl::Status RunCatching(const Program& program,
                         absl::Span<const std::string> args, Streams& io) {
  catching_thread = std::this_thread::get_id();
  try {
    return RunArguments(program, args, io);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(kNoMemory);
  } catch (const std::system_error& error) {
    if (IsWantOfThreads(error)) return absl::ResourceExhaustedError(kNoThread);
    return absl::InternalError(absl::StrCat("unforeseen: ", error.what()));
  } catch (const std::exception& error) {
    if (program.status_of != nullptr) {
      LEXPROBE_RETURN_IF_ERROR(program.status_of(error));
    }
    return absl::InternalError(absl::StrCat("unforeseen: ", error.what()));
  }
}

// True of what a failed write leaves in errno; the rest is of something else.
bool IsOfWriting(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO ||
         error == EBADF;
}

// "lexprobe neighbors", or "lexprobe" when no command was named.
std::string PlaceOf(const Program& program,
                    absl::Span<const std::string> args) {
  if (args.empty() || FindCommand(program, args[0]) == nullptr) {
    return "lexprobe";
  }
  return absl::StrCat("lexprobe ", args[0]);
}

}  // namespace

int RunProgram(const Program& program, absl::Span<const std::string> args,
               Streams& io) {
  absl::Status status = RunCatching(program, args, io);
  // What failed while the command ran left its reason in errno.
  if (io.out.good()) errno = 0;
  io.out.flush();
  if (!io.out.good()) {
    if (errno == EPIPE) return kReaderGone;
    if (status.ok()) {
      status = IsOfWriting(errno) ? StatusFromErrno(errno, "standard output")
                                  : absl::ResourceExhaustedError(
                                        "standard output cannot be written");
    }
  }
  if (!status.ok()) {
    const absl::optional<absl::Cord> subcommand =
        status.GetPayload(kPlacePayload);
    io.err << PlaceOf(program, args)
           << (subcommand ? absl::StrCat(" ", std::string(*subcommand)) : "")
           << ": " << status.message() << "\n"
           << std::flush;
  }
  return ExitCodeOf(status);
}

int RunMain(const Program& program, int argc, char** argv) {
  // Whatever was inherited: the end of `| head` ends this program quietly.
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_IGN);  // `ulimit -f`: the writer gets an error instead
  std::set_new_handler(RefuseMemory);
  usual_end = std::set_terminate(EndUncaught);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
  const std::string place = PlaceOf(program, args);
  SetLogSink([&place](LogLevel level, absl::string_view line) {
    constexpr absl::string_view kNames[] = {"", "warning: ", "error: "};
    std::cerr << place << ": " << kNames[static_cast<int>(level)] << line
              << "\n";
  });
  Streams io = StandardStreams();
  const int exit_code = RunProgram(program, args, io);
  SetLogSink(nullptr);
  return exit_code;
}

}  // namespace lexprobe::cli
