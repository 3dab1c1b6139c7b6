// The words, their vectors, and the search for the nearest of them. The rules
// are those of the command line: more is nearer, ties go to the lower row.

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
  return sum;
}

const lengthOf = (vector) => Math.sqrt(dot(vector, vector));

// At length 1; zeros stay zeros.
function unitOf(vector) {
  const length = lengthOf(vector);
  return Float64Array.from(vector, (x) => (length > 0 ? x / length : 0));
}

class Model {
  constructor(data) {
    this.words = data.words;
    this.counts = data.counts;
    this.dim = data.dim;
    this.matrix = decodeVectors(data.vectors, data.dim);
    this.norms = Float64Array.from(this.words, (_, row) => lengthOf(this.vector(row)));
    this.rows = new Map();
    this.words.forEach((word, row) => { if (!this.rows.has(word)) this.rows.set(word, row); });
    const corpus = data.run.corpus || {};
    this.folded = (corpus.case || data.run.case) === 'fold';
  }

  vector(row) {
    return this.matrix.subarray(row * this.dim, (row + 1) * this.dim);
  }

  // The row of a word as a person types it, or undefined.
  rowOf(typed) {
    const word = typed.trim();
    const row = this.rows.get(word);
    if (row !== undefined || !this.folded) return row;
    return this.rows.get(word.toLowerCase().normalize('NFC'));
  }

  // Scores of all rows: cosine, or minus the distance.
  scores(target, metric) {
    const scores = new Float64Array(this.words.length);
    const unit = metric === 'cosine' ? unitOf(target) : null;
    for (let row = 0, at = 0; row < scores.length; ++row) {
      let sum = 0;
      if (unit) {
        for (let i = 0; i < this.dim; ++i) sum += unit[i] * this.matrix[at++];
        scores[row] = this.norms[row] > 0 ? sum / this.norms[row] : 0;
      } else {
        for (let i = 0; i < this.dim; ++i) sum += (target[i] - this.matrix[at++]) ** 2;
        scores[row] = -Math.sqrt(sum);
      }
    }
    return scores;
  }

  // The best `top` words besides `own`, which stand where they rank among
  // them: [{row, score, rank (0: own), honest}], as AnswerOf (analogy.h).
  answer(target, metric, own, top) {
    const scores = this.scores(target, metric);
    const order = bestRows(scores, top + own.length);
    const found = [];
    let rank = 0;
    for (let i = 0; i < order.length && rank < top; ++i) {
      const row = order[i];
      const isOwn = own.includes(row);
      if (!isOwn) ++rank;
      found.push({ row, score: scores[row], rank: isOwn ? 0 : rank, honest: i + 1 });
    }
    return found;
  }

  neighbors(row, metric, top) {
    return this.answer(this.vector(row), metric, [row], top).filter((each) => each.rank > 0);
  }
}

// The rows of the `count` largest scores, best first, without sorting all.
function bestRows(scores, count) {
  const best = [];
  const before = (a, b) => scores[b] - scores[a] || a - b;
  for (let row = 0; row < scores.length; ++row) {
    if (best.length === count && !(scores[row] > scores[best[count - 1]])) continue;
    let place = best.length;
    while (place > 0 && before(row, best[place - 1]) < 0) --place;
    best.splice(place, 0, row);
    if (best.length > count) best.pop();
  }
  return best;
}
