#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/corpus_options_group.h"
#include "cli/device_choices.h"
#include "cli/distributed_options.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/train_commands.h"
#include "cli/train_option_groups.h"
#include "cli/train_reporter.h"
#include "cli/version.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/model/vector_kernels.h"
#include "lexprobe/train/presets.h"
#include "lexprobe/train/trainer.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "train", "--corpus FILE... --model DIR [options]",
    "Trains word embeddings and a network that tells valid N-grams from "
    "corrupted ones. The embedding stage learns which word fits between which "
    "others; the validity stage then trains the network that `score` asks. "
    "Text is plain or gzip, files, folders or - for standard input. Ctrl-C "
    "writes a checkpoint, from which --resume goes on.",
    "lexprobe train --corpus book.txt --model book\n"
    "lexprobe train --corpus news/ wiki.txt.gz --model big --preset best\n"
    "lexprobe train --corpus book.txt --model book --resume\n"
    "lexprobe train --corpus news.txt --model newer --init-from book\n"
    "zcat big.gz | lexprobe train --corpus - --model big --min-count 10\n"
    "torchrun --nnodes 2 --nproc_per_node 1 --no_python --rdzv_backend c10d "
    "--rdzv_endpoint node0:29500 lexprobe train --corpus news/ --model big\n"};

struct TrainArguments {
  std::string preset = "balanced";
  std::string log_json;
  double checkpoint_minutes = 10;
  std::vector<std::string> watch;
  TrainJob job;
  CorpusChoices corpus_choices;
  TrainChoices train_choices;
  DeviceChoices device;
  DistributedChoices distributed;
  LaunchSettings launch;
};

// What the processes show that do not lead: nothing.
class QuietObserver : public TrainObserver {
 public:
  void OnReading(int64_t, int64_t) override {}
  void OnCorpus(const EncodedCorpus&, absl::Duration) override {}
  void OnNeeds(const TrainNeeds&) override {}
  void OnJoining(double) override {}
  void OnProgress(const TrainProgress&) override {}
  void OnEvaluation(const TrainProgress&, const ValidityReport&,
                    const std::vector<PairSimilarity>&) override {}
  void OnEarlyStop(absl::string_view, double) override {}
  void OnCheckpoint(absl::string_view) override {}
  void OnInitialModel(int64_t, int64_t, bool) override {}
  void OnTraffic(const Traffic&) override {}
  void OnNothingToLearn(absl::string_view, absl::string_view) override {}
};

// "a set of defaults: fast (half the time), ..."
std::string PresetsInWords() {
  const auto append = [](std::string* out, const Preset& preset) {
    absl::StrAppend(out, preset.name, " (", preset.purpose, ")");
  };
  return absl::StrCat("a set of defaults: ",
                      absl::StrJoin(Presets(), ", ", append));
}

// All options, with the fields' values as defaults.
void AddOptions(TrainArguments& arguments, po::options_description& all) {
  TrainJob& job = arguments.job;
  po::options_description run("Run");
  run.add_options()  //
      ("model", po::value(&job.folder),
       "folder for what is learned; made if it is not there")  //
      ("preset", po::value(&arguments.preset)->default_value(arguments.preset),
       PresetsInWords().c_str())  //
      ("held-out",
       po::value(&job.encoder.held_out)->default_value(job.encoder.held_out),
       "share of the sentences that is kept for judging, 0 to 0.5")  //
      ("checkpoint-every",
       po::value(&arguments.checkpoint_minutes)
           ->default_value(arguments.checkpoint_minutes),
       "minutes between checkpoints; at an epoch's end after one minute")  //
      ("watch", po::value(&arguments.watch)->value_name("A:B,..."),
       "pairs of words whose cosine is kept at each epoch's end, for the log "
       "and plot training (default: dog:dogs,dogs:cats,dog:chair and a few "
       "more)")  //
      ("init-from", po::value(&job.init_from)->value_name("MODEL"),
       "begin from these vectors, not from random ones: a model folder (its "
       "network too, if it has the same shape) or embeddings in any format; "
       "their words all stay in the vocabulary")  //
      ("cache", po::value(&job.encoder.cache_folder)->value_name("FOLDER"),
       "keep the text as numbers here, and take it from here when the same "
       "text is trained on again")  //
      ("resume", po::bool_switch(&job.resume),
       "go on from the checkpoint in the folder, if there is one")  //
      ("overwrite", po::bool_switch(&job.overwrite),
       "replace the model that is in the folder")  //
      ("despite-limits", po::bool_switch(&job.despite_limits),
       "train even if more memory or disk is needed than is free")  //
      ("log-json", po::value(&arguments.log_json),
       "append progress and evaluations to this file, a JSON object a line");
  all.add(run);
  AddCorpusOptions(job.corpus, arguments.corpus_choices, all);
  AddVocabularyOptions(job.encoder.vocabulary, all);
  po::options_description network("Network");
  AddNetworkOptions(job.train, arguments.train_choices, network);
  po::options_description embedding("Embedding stage");
  AddEmbeddingStageOptions(job.train, arguments.train_choices, embedding);
  po::options_description validity("Validity stage");
  AddValidityStageOptions(job.train, arguments.train_choices, validity);
  po::options_description device("Device");
  AddDeviceOptions(arguments.device, device);
  po::options_description distributed("Several processes");
  AddDistributedOptions(job.train, arguments.distributed, distributed);
  all.add(network).add(embedding).add(validity).add(device).add(distributed);
}

// Processes on one machine share its cores.
TrainArguments DefaultArguments(const LaunchSettings& launch) {
  TrainArguments arguments;
  arguments.launch = launch;
  arguments.job.train.parts = 0;
  arguments.job.train.threads = std::clamp<int>(
      static_cast<int>(std::thread::hardware_concurrency()) / launch.local_size,
      1, 256);
  return arguments;
}

// Replicas that begin from the same vectors would hardly differ.
void UseOneReplica(TrainOptions& options) {
  options.embedding.epochs *= options.embedding.replicas;
  options.embedding.replicas = 1;
}

// Parses twice: the preset and --init-from decide the defaults of the other
// options.
absl::StatusOr<bool> ParseArguments(absl::Span<const std::string> args,
                                    Streams& io, TrainArguments* arguments) {
  for (const bool final : {false, true}) {
    TrainArguments parsed = DefaultArguments(arguments->launch);
    if (final) {
      LEXPROBE_RETURN_IF_ERROR(
          ApplyPreset(arguments->preset, &parsed.job.train));
      if (!arguments->job.init_from.empty()) UseOneReplica(parsed.job.train);
    }
    parsed.train_choices = TrainChoices::From(parsed.job.train);
    po::options_description options;
    AddOptions(parsed, options);
    LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                              Parse(kHelp, options, nullptr, args, io));
    if (!run) return false;
    LEXPROBE_ASSIGN_OR_RETURN(parsed.launch, LaunchOf(parsed.distributed));
    *arguments = std::move(parsed);
  }
  return true;
}

absl::StatusOr<std::vector<WatchedPair>> PairsToWatch(
    const std::vector<std::string>& lists) {
  if (lists.empty()) return UsualPairs();
  LEXPROBE_ASSIGN_OR_RETURN(const auto written, SplitPairs("--watch", lists));
  std::vector<WatchedPair> pairs;
  for (const auto& [first, second] : written) pairs.push_back({first, second});
  return pairs;
}

absl::Status Complete(TrainArguments* arguments) {
  TrainJob& job = arguments->job;
  if (job.folder.empty()) {
    return absl::InvalidArgumentError(
        "--model is missing: the folder for what is learned");
  }
  if (!(arguments->checkpoint_minutes > 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--checkpoint-every is ", arguments->checkpoint_minutes,
                     "; it must be above 0"));
  }
  LEXPROBE_ASSIGN_OR_RETURN(job.watched_pairs, PairsToWatch(arguments->watch));
  job.checkpoint_every = absl::Minutes(arguments->checkpoint_minutes);
  LEXPROBE_RETURN_IF_ERROR(arguments->corpus_choices.Resolve(&job.corpus));
  LEXPROBE_RETURN_IF_ERROR(arguments->train_choices.Resolve(&job.train));
  LEXPROBE_RETURN_IF_ERROR(
      Resolve(arguments->distributed, arguments->launch, &job.train));
  job.program = VersionText();
  if (!(job.encoder.held_out >= 0 && job.encoder.held_out <= 0.5)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--held-out is ", job.encoder.held_out, "; it must be from 0 to 0.5"));
  }
  job.encoder.threads = job.train.threads;  // also where a GPU needs but one
  LEXPROBE_RETURN_IF_ERROR(Resolve(arguments->device,
                                   arguments->launch.local_rank, FindDevices(),
                                   &job.train));
  job.encoder.seed = job.train.seed;
  job.interrupted = Interrupted;
  return Validate(job.train);
}

void PrintStart(const TrainOptions& options, int processes, Streams& io) {
  UseSingleThreadedBlas();
  io.err << absl::StrFormat(
      "lexprobe train: %s%d %s, device %s, vectors %s, BLAS %s\n",
      processes == 1 ? "" : absl::StrCat(processes, " processes of "),
      options.threads, options.threads == 1 ? "thread" : "threads",
      DeviceText(options.device), VectorTarget(), BlasDescription());
}

// Trains as one of several processes that is not the first.
absl::Status FollowTraining(const TrainJob& job) {
  QuietObserver quiet;
  return Train(job, &quiet);
}

}  // namespace

absl::Status RunTrain(absl::Span<const std::string> args, Streams& io) {
  TrainArguments arguments;
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            ParseArguments(args, io, &arguments));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Complete(&arguments));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<Communicator> all,
                            Join(arguments.distributed, arguments.launch));
  arguments.job.all = all.get();
  const InterruptGuard guard;
  if (arguments.launch.rank > 0) return FollowTraining(arguments.job);
  PrintStart(arguments.job.train, arguments.launch.size, io);
  LEXPROBE_ASSIGN_OR_RETURN(
      const std::unique_ptr<TrainReporter> reporter,
      TrainReporter::Create(io, Clock::Real(), arguments.log_json));
  const absl::Status status = Train(arguments.job, reporter.get());
  const absl::Status finished = reporter->Finish();
  LEXPROBE_RETURN_IF_ERROR(status);
  LEXPROBE_RETURN_IF_ERROR(finished);
  io.err << "model written to " << arguments.job.folder
         << "\ntry: lexprobe neighbors --model " << arguments.job.folder
         << " WORD...\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
