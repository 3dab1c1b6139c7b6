#include "train/gradient_exchange.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// Plain memory in the machine's byte order: these bytes live for one round.
// Every piece is a multiple of four bytes, so that floats stay aligned.
class Writer {
 public:
  explicit Writer(std::string* out) : out_(out) { out_->clear(); }

  template <typename T>
  void Put(const T* data, size_t count) {
    out_->append(reinterpret_cast<const char*>(data), count * sizeof(T));
  }
  template <typename T>
  void Put(T value) {
    Put(&value, 1);
  }
  void PutText(absl::string_view text) {
    Put(static_cast<uint32_t>(text.size()));
    Put(text.data(), text.size());
    out_->resize((out_->size() + 3) / 4 * 4);
  }

 private:
  std::string* out_;
};

class Reader {
 public:
  explicit Reader(absl::string_view bytes) : left_(bytes) {}

  // A view of `count` values; empty, and the reader bad, if there are fewer.
  template <typename T>
  absl::Span<const T> Take(size_t count) {
    if (bad_ || count > left_.size() / sizeof(T)) {
      bad_ = true;
      return {};
    }
    const absl::Span<const T> values(reinterpret_cast<const T*>(left_.data()),
                                     count);
    left_.remove_prefix(count * sizeof(T));
    return values;
  }
  template <typename T>
  T Get() {
    T value{};
    const absl::Span<const char> bytes = Take<char>(sizeof(T));
    if (!bad_) std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }
  std::string GetText() {
    const auto size = Get<uint32_t>();
    const absl::Span<const char> text = Take<char>((size + size_t{3}) / 4 * 4);
    return bad_ ? "" : std::string(text.data(), size);
  }
  bool bad() const { return bad_; }

 private:
  absl::string_view left_;
  bool bad_ = false;
};

void PutState(const RoundState& state, Writer& out) {
  out.Put(static_cast<uint32_t>(state.status.code()));
  out.PutText(state.status.message());
  out.Put(uint32_t{state.stop});
  out.Put(uint32_t{state.done});
}

// Takes another process's state into *state; its error under its name.
void AddState(Reader& in, const std::string& name, RoundState* state) {
  const auto code = static_cast<absl::StatusCode>(in.Get<uint32_t>());
  const std::string message = in.GetText();
  if (state->status.ok() && code != absl::StatusCode::kOk) {
    state->status = Annotate(absl::Status(code, message), name);
  }
  state->stop |= in.Get<uint32_t>() != 0;
  state->done &= in.Get<uint32_t>() != 0;
}

class SparseExchange : public GradientExchange {
 public:
  SparseExchange(const StageParameters& parameters, Communicator* all)
      : parameters_(parameters), all_(*all) {}

  void Exchange(std::vector<StepGradient>* gradients,
                RoundState* state) override {
    Write(*gradients, *state);
    absl::StatusOr<std::vector<std::string>> gathered =
        all_.AllGather(own_, expected_);
    if (!gathered.ok()) {
      if (state->status.ok()) state->status = gathered.status();
      return;
    }
    // All ranks see the same lengths, and so expect the same the next time.
    for (const std::string& one : *gathered) {
      expected_ = std::max(expected_, one.size());
    }
    // Each is sent as if it were as long as the longest so far.
    predicted_bytes_ += static_cast<double>(expected_) * (all_.size() - 1);
    all_bytes_ = *std::move(gathered);
    gradients->clear();
    for (int rank = 0; rank < all_.size(); ++rank) {
      Read(rank, gradients, state);
    }
  }

  double predicted_bytes() const override { return predicted_bytes_; }

 private:
  void Write(const std::vector<StepGradient>& gradients,
             const RoundState& state) {
    Writer out(&own_);
    PutState(state, out);
    out.Put(static_cast<uint32_t>(gradients.size()));
    const auto dim = static_cast<size_t>(parameters_.dim());
    for (const StepGradient& gradient : gradients) {
      out.Put(gradient.rate_share);
      ids_.clear();
      for (const WordId id : gradient.row_ids) {
        if (id >= 0) ids_.push_back(id);
      }
      out.Put(static_cast<uint32_t>(ids_.size()));
      out.Put(ids_.data(), ids_.size());
      for (size_t i = 0; i < gradient.row_ids.size(); ++i) {
        if (gradient.row_ids[i] < 0) continue;
        out.Put(&gradient.rows[i * static_cast<size_t>(gradient.row_stride)],
                dim);
      }
      for (const absl::Span<const float> dense : gradient.dense) {
        out.Put(dense.data(), dense.size());
      }
    }
  }

  void Read(int rank, std::vector<StepGradient>* gradients, RoundState* state) {
    Reader in(all_bytes_[static_cast<size_t>(rank)]);
    AddState(in, all_.NameOf(rank), state);
    const auto count = in.Get<uint32_t>();
    const auto dim = static_cast<size_t>(parameters_.dim());
    for (uint32_t g = 0; g < count && !in.bad(); ++g) {
      StepGradient gradient;
      gradient.rate_share = in.Get<double>();
      const auto rows = in.Get<uint32_t>();
      gradient.row_ids = in.Take<WordId>(rows);
      gradient.rows = in.Take<float>(rows * dim);
      gradient.row_stride = parameters_.dim();
      for (const StageParameters::Dense& dense : parameters_.dense()) {
        gradient.dense.push_back(in.Take<float>(dense.values.size()));
      }
      gradients->push_back(std::move(gradient));
    }
    if (in.bad() && state->status.ok()) {
      state->status = absl::InternalError(
          absl::StrCat(all_.NameOf(rank), " sent a gradient of another shape"));
    }
  }

  const StageParameters& parameters_;
  Communicator& all_;
  size_t expected_ = 0;
  double predicted_bytes_ = 0;
  std::string own_;
  std::vector<WordId> ids_;
  std::vector<std::string> all_bytes_;
};

class DenseExchange : public GradientExchange {
 public:
  DenseExchange(const StageParameters& parameters, Communicator* all)
      : parameters_(parameters), all_(*all) {
    size_t size = kHead;
    if (parameters.train_rows()) size += parameters.embedding().size();
    for (const StageParameters::Dense& dense : parameters.dense()) {
      size += dense.values.size();
    }
    sum_.resize(size);
  }

  void Exchange(std::vector<StepGradient>* gradients,
                RoundState* state) override {
    std::fill(sum_.begin(), sum_.end(), 0.0f);
    for (const StepGradient& gradient : *gradients) Add(gradient);
    sum_[kFailed] = state->status.ok() ? 0 : 1;
    sum_[kStop] = state->stop ? 1 : 0;
    sum_[kDone] = state->done ? 1 : 0;
    predicted_bytes_ += 2.0 * (all_.size() - 1) / all_.size() *
                        static_cast<double>(sum_.size() * sizeof(float));
    const absl::Status status = all_.AllReduceSum(absl::MakeSpan(sum_));
    if (!status.ok()) {
      if (state->status.ok()) state->status = status;
      return;
    }
    if (sum_[kFailed] > 0) state->status = AgreeOn(state->status, all_);
    state->stop = sum_[kStop] > 0;
    state->done = sum_[kDone] == static_cast<float>(all_.size());
    gradients->clear();
    if (sum_[kCount] > 0) gradients->push_back(Sum());
  }

  double predicted_bytes() const override { return predicted_bytes_; }

 private:
  enum { kFailed, kStop, kDone, kCount, kRate, kHead = 8 };

  void Add(const StepGradient& gradient) {
    sum_[kCount] += 1;
    sum_[kRate] += static_cast<float>(gradient.rate_share);
    const auto dim = static_cast<size_t>(parameters_.dim());
    for (size_t i = 0; i < gradient.row_ids.size(); ++i) {
      if (gradient.row_ids[i] < 0) continue;
      AddTo(kHead + static_cast<size_t>(gradient.row_ids[i]) * dim,
            gradient.rows.subspan(i * static_cast<size_t>(gradient.row_stride),
                                  dim));
    }
    size_t at = DenseBegin();
    for (const absl::Span<const float> dense : gradient.dense) {
      AddTo(at, dense);
      at += dense.size();
    }
  }

  void AddTo(size_t at, absl::Span<const float> numbers) {
    for (size_t i = 0; i < numbers.size(); ++i) sum_[at + i] += numbers[i];
  }

  size_t DenseBegin() const {
    return kHead +
           (parameters_.train_rows() ? parameters_.embedding().size() : 0);
  }

  // One gradient, of the rows that somebody touched.
  StepGradient Sum() {
    const auto dim = static_cast<size_t>(parameters_.dim());
    ids_.clear();
    rows_.clear();
    for (size_t at = kHead; at < DenseBegin(); at += dim) {
      const float* const row = &sum_[at];
      if (std::all_of(row, row + dim, [](float x) { return x == 0; })) continue;
      ids_.push_back(static_cast<WordId>((at - kHead) / dim));
      rows_.insert(rows_.end(), row, row + dim);
    }
    StepGradient gradient{
        static_cast<double>(sum_[kRate]) / static_cast<double>(sum_[kCount]),
        ids_,
        rows_,
        parameters_.dim(),
        {}};
    size_t at = DenseBegin();
    for (const StageParameters::Dense& dense : parameters_.dense()) {
      gradient.dense.emplace_back(&sum_[at], dense.values.size());
      at += dense.values.size();
    }
    return gradient;
  }

  const StageParameters& parameters_;
  Communicator& all_;
  double predicted_bytes_ = 0;
  std::vector<float> sum_;
  std::vector<WordId> ids_;
  std::vector<float> rows_;
};

}  // namespace

std::unique_ptr<GradientExchange> MakeSparseExchange(
    const StageParameters& parameters, Communicator* all) {
  return std::make_unique<SparseExchange>(parameters, all);
}

std::unique_ptr<GradientExchange> MakeDenseExchange(
    const StageParameters& parameters, Communicator* all) {
  return std::make_unique<DenseExchange>(parameters, all);
}

}  // namespace lexprobe
