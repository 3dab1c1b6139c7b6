#include "train/team.h"

#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "train/json_difference.h"

namespace lexprobe {
namespace {

std::string BytesOf(const std::vector<double>& numbers) {
  std::string bytes;
  for (const double number : numbers) PutDouble(number, &bytes);
  return bytes;
}

absl::StatusOr<std::vector<double>> NumbersOf(absl::string_view bytes) {
  std::vector<double> numbers;
  BinaryReader reader(bytes);
  while (reader.remaining() > 0) {
    LEXPROBE_ASSIGN_OR_RETURN(numbers.emplace_back(), reader.GetDouble());
  }
  return numbers;
}

absl::Status CheckSameVocabulary(const Vocabulary& vocabulary,
                                 Communicator& all) {
  std::string own;
  PutUint64(vocabulary.Checksum(), &own);
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> sums,
                            all.AllGather(own));
  for (int rank = 1; rank < all.size(); ++rank) {
    if (sums[static_cast<size_t>(rank)] == sums[0]) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        "the vocabulary of ", all.NameOf(rank), " differs from that of ",
        all.NameOf(0), ": do they see the same corpus?"));
  }
  return absl::OkStatus();
}

absl::Status ShareHeldOut(std::vector<WordId>* held_out, Communicator& all) {
  std::string own(held_out->size() * sizeof(WordId), '\0');
  if (!own.empty()) std::memcpy(own.data(), held_out->data(), own.size());
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> texts,
                            all.AllGather(own));
  held_out->clear();
  for (const std::string& text : texts) {
    const size_t before = held_out->size();
    held_out->resize(before + text.size() / sizeof(WordId));
    if (text.empty()) continue;
    std::memcpy(&(*held_out)[before], text.data(), text.size());
  }
  return absl::OkStatus();
}

absl::Status ShareStatistics(TextStatistics* statistics, Communicator& all) {
  int64_t* const fields[] = {&statistics->bytes,     &statistics->lines,
                             &statistics->sentences, &statistics->tokens,
                             &statistics->nul_bytes, &statistics->invalid_utf8};
  std::vector<double> own;
  for (const int64_t* field : fields) {
    own.push_back(static_cast<double>(*field));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::vector<double>> numbers,
                            GatherNumbers(own, &all));
  for (size_t i = 0; i < own.size(); ++i) {
    *fields[i] = 0;
    for (const std::vector<double>& one : numbers) {
      *fields[i] += static_cast<int64_t>(one[i]);
    }
  }
  std::vector<std::string> places = {statistics->first_invalid_place};
  LEXPROBE_ASSIGN_OR_RETURN(places, GatherStrings(places, &all));
  for (const std::string& place : places) {
    if (statistics->first_invalid_place.empty()) {
      statistics->first_invalid_place = place;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Agree(const absl::Status& own, Communicator* all) {
  return all == nullptr ? own : AgreeOn(own, *all);
}

absl::Status TakeTurn(const absl::Status& own, Turn* turn, Communicator* all) {
  if (all == nullptr) return own;
  // A connection that broke cannot be asked.
  LEXPROBE_RETURN_IF_ERROR(AgreeOn(own, *all));
  LEXPROBE_ASSIGN_OR_RETURN(
      const std::vector<std::vector<double>> turns,
      GatherNumbers({double(turn->interrupted), double(turn->done),
                     double(turn->evaluate), double(turn->checkpoint)},
                    all));
  for (const std::vector<double>& one : turns) {
    turn->interrupted |= one[0] != 0;
    turn->done &= one[1] != 0;
  }
  turn->evaluate = turns[0][2] != 0;
  turn->checkpoint = turns[0][3] != 0;
  return absl::OkStatus();
}

absl::StatusOr<bool> AllTrue(bool own, Communicator& all) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> answers,
                            all.AllGather(own ? "1" : "0"));
  for (const std::string& answer : answers) {
    if (answer != "1") return false;
  }
  return true;
}

absl::Status CheckSame(const std::string& description, Communicator* all) {
  if (all == nullptr) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> descriptions,
                            all->AllGather(description));
  for (int rank = 1; rank < all->size(); ++rank) {
    const std::string& other = descriptions[static_cast<size_t>(rank)];
    if (other == descriptions[0]) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        all->NameOf(rank), " was started otherwise than ", all->NameOf(0), ": ",
        FirstDifference(other, descriptions[0]), " (here: at rank 0)"));
  }
  return absl::OkStatus();
}

absl::Status MergeWords(VocabularyBuilder* words, Communicator* all) {
  if (all == nullptr) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> counted,
                            all->AllGather(words->ToBytes()));
  for (int rank = 0; rank < all->size(); ++rank) {
    if (rank == all->rank()) continue;
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(words->MergeBytes(counted[static_cast<size_t>(rank)]),
                 all->NameOf(rank)));
  }
  return absl::OkStatus();
}

absl::Status ShareCorpus(EncodedCorpus* corpus, Communicator* all) {
  if (all == nullptr) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(CheckSameVocabulary(corpus->vocabulary, *all));
  LEXPROBE_RETURN_IF_ERROR(ShareHeldOut(&corpus->held_out, *all));
  return ShareStatistics(&corpus->statistics, *all);
}

absl::StatusOr<std::vector<std::string>> GatherStrings(
    const std::vector<std::string>& own, Communicator* all) {
  if (all == nullptr) return own;
  std::string bytes;
  for (const std::string& one : own) PutString(one, &bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> gathered,
                            all->AllGather(bytes));
  std::vector<std::string> strings;
  for (const std::string& one : gathered) {
    BinaryReader reader(one);
    while (reader.remaining() > 0) {
      LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view text,
                                reader.GetString());
      strings.emplace_back(text);
    }
  }
  return strings;
}

absl::StatusOr<std::vector<std::vector<double>>> GatherNumbers(
    const std::vector<double>& own, Communicator* all) {
  if (all == nullptr) return std::vector<std::vector<double>>{own};
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> gathered,
                            all->AllGather(BytesOf(own)));
  std::vector<std::vector<double>> numbers;
  for (const std::string& one : gathered) {
    LEXPROBE_ASSIGN_OR_RETURN(numbers.emplace_back(), NumbersOf(one));
  }
  return numbers;
}

absl::Status TakeFromFirst(absl::Span<float> numbers, Communicator* all) {
  if (all == nullptr) return absl::OkStatus();
  std::string bytes(numbers.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  LEXPROBE_RETURN_IF_ERROR(all->Broadcast(0, &bytes));
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return absl::OkStatus();
}

}  // namespace lexprobe
