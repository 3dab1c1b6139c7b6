#include "lexprobe/dist/communicator.h"

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

absl::StatusOr<absl::Status> ReadStatus(absl::string_view bytes) {
  BinaryReader reader(bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t code, reader.GetUint32());
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view message,
                            reader.GetString());
  return absl::Status(static_cast<absl::StatusCode>(code), message);
}

}  // namespace

absl::Status AgreeOn(const absl::Status& own, Communicator& all) {
  std::string bytes;
  PutUint32(static_cast<uint32_t>(own.code()), &bytes);
  PutString(own.message(), &bytes);
  const absl::StatusOr<std::vector<std::string>> gathered =
      all.AllGather(bytes);
  LEXPROBE_RETURN_IF_ERROR(own);
  LEXPROBE_RETURN_IF_ERROR(gathered.status());
  for (int rank = 0; rank < all.size(); ++rank) {
    LEXPROBE_ASSIGN_OR_RETURN(
        const absl::Status status,
        ReadStatus((*gathered)[static_cast<size_t>(rank)]));
    if (!status.ok()) return Annotate(status, all.NameOf(rank));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
