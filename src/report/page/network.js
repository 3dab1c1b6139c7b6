// The validity network, as model/network.h says: z = sum_k E[x_k] W_k + b,
// logit = v . phi(z) + c, or z1 . z2 + c if it is bilinear.

const PHI = {
  tanh: Math.tanh,
  hardtanh: (z) => Math.max(-1, Math.min(1, z)),
  relu: (z) => Math.max(0, z),
};

class Network {
  constructor(data, model) {
    Object.assign(this, data);
    this.dim = model.dim;
    this.matrix = data.embedding ? decodeVectors(data.embedding, model.dim) : model.matrix;
    this.firstWeight = float32Of(data.first_weight);
    this.firstBias = float32Of(data.first_bias);
    this.outputWeight = float32Of(data.output_weight);
    this.width = this.firstBias.length;
  }

  // z, for the rows of an N-gram's words.
  firstLayer(rows) {
    const z = Float64Array.from(this.firstBias);
    rows.forEach((row, place) => {
      for (let i = 0; i < this.dim; ++i) {
        const x = this.matrix[row * this.dim + i];
        const at = (place * this.dim + i) * this.width;
        for (let j = 0; j < this.width; ++j) z[j] += x * this.firstWeight[at + j];
      }
    });
    return z;
  }

  logit(rows) {
    const z = this.firstLayer(rows);
    if (this.activation === 'bilinear') {
      return dot(z.subarray(0, this.hidden), z.subarray(this.hidden)) + this.output_bias;
    }
    return dot(this.outputWeight, z.map(PHI[this.activation])) + this.output_bias;
  }

  probability(rows) {
    const logit = this.calibration_scale * this.logit(rows) + this.calibration_offset;
    return 1 / (1 + Math.exp(-logit));
  }
}
