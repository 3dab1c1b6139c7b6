#include "cli/train_option_groups.h"

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/bound_option.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<std::vector<double>> Thresholds(absl::string_view option,
                                               absl::string_view list) {
  std::vector<double> thresholds;
  for (const absl::string_view text : absl::StrSplit(list, ',')) {
    if (!absl::SimpleAtod(text, &thresholds.emplace_back())) {
      return WrongValue(option, text, "a number from 0 to 1");
    }
  }
  return thresholds;
}

}  // namespace

TrainChoices TrainChoices::From(const TrainOptions& options) {
  return {std::string(NameOf(options.model.activation)),
          std::string(NameOf(options.embedding.position)),
          std::string(NameOf(options.embedding.loss.loss)),
          std::string(NameOf(options.validity.loss.loss)),
          std::string(NameOf(options.validity.position)),
          std::string(NameOf(options.unknown_words)),
          absl::StrJoin(options.embedding.subsample, ",")};
}

absl::Status TrainChoices::Resolve(TrainOptions* options) const {
  LEXPROBE_ASSIGN_OR_RETURN(options->model.activation,
                            ActivationFromName(activation));
  LEXPROBE_ASSIGN_OR_RETURN(options->embedding.position,
                            CorruptionPositionFromName(embedding_position));
  LEXPROBE_ASSIGN_OR_RETURN(options->embedding.loss.loss,
                            LossFromName(embedding_loss));
  LEXPROBE_ASSIGN_OR_RETURN(options->validity.loss.loss, LossFromName(loss));
  LEXPROBE_ASSIGN_OR_RETURN(options->validity.position,
                            CorruptionPositionFromName(position));
  LEXPROBE_ASSIGN_OR_RETURN(options->unknown_words,
                            UnknownWordsFromName(unknown_words));
  LEXPROBE_ASSIGN_OR_RETURN(options->embedding.subsample,
                            Thresholds("subsample", subsample));
  return absl::OkStatus();
}

void AddNetworkOptions(TrainOptions& options, TrainChoices& choices,
                       po::options_description& out) {
  out.add_options()  //
      ("order", Bound(options.model.order),
       "words in an N-gram of the validity network, 2 to 15")  //
      ("dim", Bound(options.model.dim),
       "numbers in an embedding, 1 to 4096")  //
      ("hidden", Bound(options.model.hidden),
       "hidden units of the validity network, 1 to 8192")  //
      ("activation", Bound(choices.activation),
       "of the hidden units: tanh, hardtanh, relu, bilinear")  //
      ("unknown-words", Bound(choices.unknown_words),
       "words outside the vocabulary: remove (before N-grams are formed), "
       "drop (N-grams that hold one), keep (as the unknown word)")  //
      ("corruption-exponent", Bound(options.corruption_exponent),
       "replacement words are drawn from counts to this power, 0 to 2")  //
      ("embedding-deviation", Bound(options.embedding_deviation),
       "standard deviation of the first embeddings")  //
      ("final-rate", Bound(options.final_rate),
       "share of each learning rate that is left at the end")        //
      ("seed", Bound(options.seed), "the one source of randomness")  //
      ("patience", Bound(options.patience),
       "epochs after which a stage ends if it tells held-out N-grams apart no "
       "better, with its best network; 0: never")  //
      ("threads", Bound(options.threads),
       "threads; with one, a run can be had again bit for bit")  //
      ("deterministic",
       po::bool_switch(&options.deterministic)
           ->default_value(options.deterministic),
       "the same bits at any number of threads: all work in step")  //
      ("shards", Bound(options.shards),
       "parts of the text that --deterministic works on in step; more of them "
       "keep more threads busy, but learn from older parameters");
}

void AddEmbeddingStageOptions(TrainOptions& options, TrainChoices& choices,
                              po::options_description& out) {
  EmbeddingStageOptions& stage = options.embedding;
  out.add_options()  //
      ("epochs", Bound(stage.epochs),
       "passes over the text; 0 leaves this stage out")  //
      ("replicas", Bound(stage.replicas),
       "times that the stage is run, each from other random numbers; what "
       "they share, the first principal components of all embeddings side by "
       "side, goes on, 1 to 100")  //
      ("distillation", Bound(stage.distillation),
       "with replicas: passes over all words in which these components are "
       "moved, so that words have the neighbours that they have in all "
       "embeddings; 0 leaves them as they are")  //
      ("embedding-order", Bound(stage.order),
       "words in an N-gram of this stage, odd, 3 to 63")  //
      ("embedding-position", Bound(choices.embedding_position),
       "which word of it is replaced: centre, any")  //
      ("embedding-corruptions", Bound(stage.corruptions),
       "replacement words that a batch shares")  //
      ("embedding-loss", Bound(choices.embedding_loss),
       "softmax, logistic, hinge")  //
      ("embedding-kappa", Bound(stage.loss.kappa),
       "weight of the corruptions in the logistic loss")  //
      ("embedding-rate", Bound(stage.rate),
       "learning rate of the embeddings (Adagrad)")  //
      ("position-rate", Bound(stage.position_rate),
       "learning rate of the position weights (RMSprop)")  //
      ("embedding-warm-up", Bound(stage.warm_up),
       "share of the stage in which the rates rise, 0 to 0.5")  //
      ("subsample", Bound(choices.subsample)->value_name("X,..."),
       "threshold for thinning out frequent words; 0 keeps all; of several, "
       "replicas take the next in turn")  //
      ("streams", Bound(stage.streams),
       "places in the text that a batch mixes")  //
      ("segment", Bound(stage.segment), "words in a row from each of them");
}

void AddValidityStageOptions(TrainOptions& options, TrainChoices& choices,
                             po::options_description& out) {
  ValidityStageOptions& stage = options.validity;
  out.add_options()  //
      ("validity-epochs", Bound(stage.epochs),
       "passes over the text; 0 leaves this stage out")  //
      ("batch", Bound(stage.batch),
       "N-grams in a batch: of all --shards together, or of one of the "
       "processes that are averaged times the root of their number")  //
      ("corruptions", Bound(stage.corruptions),
       "replacement words that a batch shares")  //
      ("position", Bound(choices.position),
       "which word is replaced: any, centre")                    //
      ("loss", Bound(choices.loss), "logistic, softmax, hinge")  //
      ("kappa", Bound(stage.loss.kappa),
       "weight of the corruptions in the logistic loss")  //
      ("rate", Bound(stage.rate),
       "learning rate of the embeddings (Adagrad)")  //
      ("network-rate", Bound(stage.network_rate),
       "learning rate of the network (RMSprop)")  //
      ("validity-warm-up", Bound(stage.warm_up),
       "share of the stage in which the rates rise, 0 to 0.5; at least 0.1 "
       "where processes are averaged")  //
      ("validity-subsample", Bound(stage.subsample),
       "threshold for thinning out frequent words; 0 keeps all")  //
      ("freeze-embedding",
       po::bool_switch(&stage.freeze_embedding)
           ->default_value(stage.freeze_embedding),
       "leave the embeddings as they are in this stage; never so when there "
       "was no embedding stage");
}

}  // namespace lexprobe::cli
