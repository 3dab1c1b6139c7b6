// Concepts as numbers: the mean offset of pairs, how far the pairs agree on
// it (probe/concept.h), and the plane in which it is drawn.

const subtract = (a, b) => Float64Array.from(a, (x, i) => x - b[i]);
const add = (a, b, factor = 1) => Float64Array.from(a, (x, i) => x + factor * b[i]);

function meanOf(vectors) {
  let sum = new Float64Array(vectors[0].length);
  for (const vector of vectors) sum = add(sum, vector);
  return sum.map((x) => x / vectors.length);
}

const cosineOf = (a, b) => dot(unitOf(a), unitOf(b));

// pairs: [[row, row*], ...], at least one.
function conceptOf(model, pairs) {
  const offsets = pairs.map(([from, to]) => subtract(model.vector(to), model.vector(from)));
  const offset = meanOf(offsets);
  let sum = 0;
  offsets.forEach((a, i) => offsets.slice(i + 1).forEach((b) => { sum += cosineOf(a, b); }));
  const couples = offsets.length * (offsets.length - 1) / 2;
  const others = (i) => meanOf(offsets.filter((_, j) => j !== i));
  return {
    offset,
    norm: lengthOf(offset),
    concordance: couples > 0 ? sum / couples : null,
    agreement: couples > 0 ? offsets.map((each, i) => cosineOf(each, others(i))) : null,
  };
}

// `vector` without its part along the unit vector `axis`.
const without = (vector, axis) => add(vector, axis, -dot(vector, axis));

// The direction along which `vectors` vary most, by the power method from the
// longest of them.
function mainDirection(vectors) {
  let direction = vectors.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  for (let step = 0; step < 50; ++step) {
    let next = new Float64Array(direction.length);
    for (const vector of vectors) next = add(next, vector, dot(vector, direction));
    if (lengthOf(next) === 0) break;
    direction = unitOf(next);
  }
  return unitOf(direction);
}

// The concept's own plane: up is the offset, across is where the pairs' words
// differ most besides it. Gives a function from vectors to [across, up].
function planeOf(model, concept, pairs) {
  const up = unitOf(concept.offset);
  const middles = pairs.map(([a, b]) => add(model.vector(a), model.vector(b)).map((x) => x / 2));
  const centre = meanOf(middles);
  const spread = middles.length > 1 ? middles.map((each) => subtract(each, centre)) : middles;
  const across = mainDirection(spread.map((each) => without(each, up)));
  return (vector) => {
    const place = subtract(vector, centre);
    return [dot(place, across), dot(place, up)];
  };
}

// "queen:king, aunt:uncle" as [["queen", "king"], ...]; throws what is wrong.
function parsePairs(text) {
  const pairs = text.split(/[,;\n]+/).map((each) => each.trim()).filter(Boolean)
    .map((each) => each.split(':').map((word) => word.trim()));
  for (const pair of pairs) {
    if (pair.length !== 2 || !pair[0] || !pair[1]) {
      throw new Error(`“${pair.join(':')}” where two words around a colon are meant`);
    }
  }
  if (pairs.length === 0) throw new Error('Type pairs of words, such as queen:king, aunt:uncle.');
  return pairs;
}
