#include "train/tensor_step.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/tensor_positional_loss.h"
#include "lexprobe/model/tensor_shared_corruption_loss.h"
#include "lexprobe/model/torch_status.h"

namespace lexprobe {
namespace {

constexpr int kStepsBetweenLosses = 32;

// A view of numbers in this process's memory.
at::Tensor View(absl::Span<float> numbers) {
  return at::from_blob(numbers.data(), {static_cast<int64_t>(numbers.size())},
                       at::kFloat);
}

class TensorStep : public DeviceStep {
 public:
  TensorStep(const TrainOptions& options, StageParameters* parameters)
      : options_(options), host_(*parameters), device_(options.device.name) {}

  absl::Status Load() override {
    return Guarded([&] {
      at::globalContext().setAllowTF32CuBLAS(options_.device.precision ==
                                             Precision::kTf32);
      embedding_ = Upload(host_.embedding()).view({-1, host_.dim()});
      accumulators_ = Upload(absl::MakeSpan(host_.accumulators()));
      dense_.clear();
      squares_.clear();
      for (StageParameters::Dense& dense : host_.dense()) {
        dense_.push_back(Upload(dense.values));
        squares_.push_back(Upload(absl::MakeSpan(dense.squares)));
      }
      loss_ = at::zeros({}, embedding_.options().dtype(at::kDouble));
      steps_ = 0;
    });
  }

  absl::StatusOr<double> Take(const SegmentBatch& batch,
                              double rate_share) override {
    return Step(rate_share, [&] {
      return GradientOf(
          PositionalTensors{embedding_, dense_[0].view({-1, host_.dim()})},
          batch, options_.embedding.loss, options_.device.precision);
    });
  }

  absl::StatusOr<double> Take(const NGramBatch& batch,
                              double rate_share) override {
    return Step(rate_share, [&] {
      return GradientOf(
          options_.model,
          NetworkTensors{embedding_,
                         dense_[0].view({-1, options_.model.first_width()}),
                         dense_[1], dense_[2], dense_[3]},
          batch, options_.validity.loss, host_.train_rows(),
          options_.device.precision);
    });
  }

  absl::StatusOr<double> Store() override {
    double loss = 0;
    LEXPROBE_RETURN_IF_ERROR(Guarded([&] {
      loss = TakeLoss();
      View(host_.embedding()).copy_(embedding_.flatten());
      View(absl::MakeSpan(host_.accumulators())).copy_(accumulators_);
      for (size_t i = 0; i < dense_.size(); ++i) {
        View(host_.dense()[i].values).copy_(dense_[i]);
        View(absl::MakeSpan(host_.dense()[i].squares)).copy_(squares_[i]);
      }
    }));
    return loss;
  }

 private:
  // Runs LibTorch's operations; their exceptions become a status.
  template <typename Operations>
  static absl::Status Guarded(const Operations& operations) {
    const at::NoGradGuard no_grad;
    try {
      operations();
    } catch (const c10::Error& error) {
      return StatusFromTorch(error);
    }
    return absl::OkStatus();
  }

  // A copy, also where the device is this processor.
  at::Tensor Upload(absl::Span<float> numbers) const {
    return View(numbers).to(device_, at::kFloat, /*non_blocking=*/false,
                            /*copy=*/true);
  }

  template <typename Gradient>
  absl::StatusOr<double> Step(double rate_share, const Gradient& gradient_of) {
    double loss = 0;
    LEXPROBE_RETURN_IF_ERROR(Guarded([&] {
      const TensorGradient gradient = gradient_of();
      if (gradient.rows.defined()) {
        ApplyRows(gradient.row_ids, gradient.rows,
                  rate_share * host_.row_rate());
      }
      for (size_t i = 0; i < dense_.size(); ++i) {
        ApplyDense(gradient.dense[i].flatten(), rate_share * host_.dense_rate(),
                   &dense_[i], &squares_[i]);
      }
      loss_ += gradient.loss;
      if (++steps_ % kStepsBetweenLosses == 0) loss = TakeLoss();
    }));
    return loss;
  }

  // Row-wise Adagrad. The rows of one id take their steps one after the other,
  // so that each sees in the accumulator what is before it in the batch: rows
  // are sorted by id, their squares summed up along the whole, and what was
  // there where an id begins is taken off. Sums of squares never fall, so that
  // the largest beginning so far is the id's own.
  void ApplyRows(const at::Tensor& ids, const at::Tensor& rows, double rate) {
    const auto [sorted, order] =
        at::sort(ids, /*stable=*/true, /*dim=*/0, /*descending=*/false);
    const at::Tensor sorted_rows = rows.index_select(0, order);
    const at::Tensor squares =
        sorted_rows.to(at::kDouble).square().mean(/*dim=*/1);
    const at::Tensor sums = squares.cumsum(0);
    const at::Tensor before = sums - squares;
    const at::Tensor begins =
        at::cat({at::ones({1}, sorted.options().dtype(at::kBool)),
                 sorted.slice(0, 1) != sorted.slice(0, 0, -1)});
    const at::Tensor taken_off =
        std::get<0>(before.masked_fill(begins.logical_not(), 0).cummax(0));
    const at::Tensor totals = accumulators_.index_select(0, sorted) +
                              (sums - taken_off).to(at::kFloat);
    embedding_.index_add_(0, sorted, totals.rsqrt().unsqueeze(1) * sorted_rows,
                          -rate);
    accumulators_.index_add_(0, sorted, squares.to(at::kFloat));
  }

  // RMSprop, as vector_kernels.h.
  static void ApplyDense(const at::Tensor& gradient, double rate,
                         at::Tensor* values, at::Tensor* squares) {
    constexpr double kDecay = StageParameters::kRmsDecay;
    squares->mul_(kDecay).addcmul_(gradient, gradient, 1 - kDecay);
    values->addcdiv_(gradient, squares->sqrt().add_(1e-6), -rate);
  }

  // Waits for the device.
  double TakeLoss() {
    const double loss = loss_.item<double>();
    loss_.zero_();
    return loss;
  }

  const TrainOptions& options_;
  StageParameters& host_;
  const at::Device device_;
  at::Tensor embedding_, accumulators_;
  std::vector<at::Tensor> dense_, squares_;  // flat
  at::Tensor loss_;                          // since it was last looked at
  int64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<DeviceStep> MakeTensorStep(const TrainOptions& options,
                                           StageParameters* parameters) {
  return std::make_unique<TensorStep>(options, parameters);
}

}  // namespace lexprobe
