// BlockMomentum: how far to go when R processes, each from the same place, have
// moved a parameter.
//
// Where R processes would each have made a part of one way, the sum of their
// movements is right; where each has come to the end of it, their mean. (Four
// that add up what each has come to the end of would go three times as far
// beyond it as they were before it.) Each time the mean is taken, and a share
// 1 - 1/R of what it was taken to before is added: a movement that goes on
// counts R times in the end, one that has ended is not repeated. Chen and Huo
// 2016, "Scalable training of deep learning machines by incremental block
// training with intra-block parallel optimization and blockwise model-update
// filtering", with Nesterov's momentum: for a mean movement m, v becomes
// (1 - 1/R) v + m, and the parameter goes on by m + (1 - 1/R) v.

#ifndef LEXPROBE_TRAIN_BLOCK_MOMENTUM_H_
#define LEXPROBE_TRAIN_BLOCK_MOMENTUM_H_

namespace lexprobe {

class BlockMomentum {
 public:
  // REQUIRES: processes >= 1. With one, a step is its movement.
  explicit BlockMomentum(int processes)
      : share_(1.0f / static_cast<float>(processes)), kept_(1.0f - share_) {}

  // How far to go from the common place, given the sum of movements from
  // there. *velocity, 0 at first, is of this parameter and kept between steps.
  float Step(float movements, float* velocity) const {
    const float mean = share_ * movements;
    *velocity = kept_ * *velocity + mean;
    return mean + kept_ * *velocity;
  }

 private:
  float share_, kept_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_BLOCK_MOMENTUM_H_
