// EarlyStopping: keeps the network that judged held-out N-grams best, and
// says when it has not become better for too long (Prechelt 1998, "Early
// stopping - but when?", the class UP counted in evaluations).
//
// Not thread-safe. The network must outlive it.

#ifndef LEXPROBE_TRAIN_EARLY_STOPPING_H_
#define LEXPROBE_TRAIN_EARLY_STOPPING_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lexprobe/model/network.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

class EarlyStopping {
 public:
  // Stops after `patience` evaluations in a row without a new best; 0: never,
  // and nothing is kept.
  EarlyStopping(int patience, const NetworkView& network)
      : patience_(patience), network_(network) {}

  // Told the area under the ROC curve of each evaluation of `network`.
  void Judge(double auc);
  bool stop() const { return patience_ > 0 && worse_ >= patience_; }
  // The best so far; 0 before the first.
  double best_auc() const { return best_auc_; }
  // Gives the network its best numbers back. True if they were others.
  bool UseBest();

  // For checkpoints; "" when it never stops. DataLoss if the bytes are not of
  // such a network.
  std::string State() const;
  absl::Status RestoreState(absl::string_view state);

 private:
  const int patience_;
  const NetworkView network_;
  int worse_ = 0;  // evaluations since the best one
  double best_auc_ = 0;
  NetworkData best_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_EARLY_STOPPING_H_
