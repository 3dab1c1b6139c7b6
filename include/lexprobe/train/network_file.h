// network.lexprobe: a trained validity network with its words, so that it can
// score text by itself. A section container (base/section_file.h) of kind
// "NETW"; src/store/FORMAT.md has the bytes.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_NETWORK_FILE_H_
#define LEXPROBE_TRAIN_NETWORK_FILE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/model/model_options.h"
#include "lexprobe/model/network.h"
#include "lexprobe/train/validity_evaluation.h"

namespace lexprobe {

struct NetworkData {
  ModelOptions options;
  Calibration calibration;
  std::vector<std::string> words;    // by id; the unknown word first
  std::vector<int64_t> counts;       // by id
  std::string metadata_json = "{}";  // how it was made
  std::vector<float> embedding, first_weight, first_bias, output_weight,
      output_bias;

  NetworkView view();
};

// In the order of NetworkView::arrays.
inline constexpr std::vector<float> NetworkData::*kNetworkArrays[] = {
    &NetworkData::embedding, &NetworkData::first_weight,
    &NetworkData::first_bias, &NetworkData::output_weight,
    &NetworkData::output_bias};

// Arrays of the right sizes, all zero.
NetworkData MakeNetworkData(const ModelOptions& options, int64_t vocabulary);

// Writes it as a whole; the old file stays until the new one is complete.
absl::Status WriteNetwork(const NetworkData& network, absl::string_view path);

// NotFound if there is none; DataLoss, naming the section, if it is damaged
// or its parts do not fit together; Unimplemented if it is newer.
absl::StatusOr<NetworkData> ReadNetwork(absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_NETWORK_FILE_H_
