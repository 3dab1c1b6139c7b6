// The picture of a concept: its pairs as arrows in its own plane, and the word
// that it is applied to.

const PLANE = { width: 560, height: 420, edge: 46 };

// Sides of a point where its label may stand: [dx, dy, anchor].
const SIDES = [[0, -9, 'middle'], [0, 19, 'middle'], [9, 4, 'start'], [-9, 4, 'end'],
  [9, -10, 'start'], [-9, -10, 'end'], [9, 18, 'start'], [-9, 18, 'end']];

class PlanePicture {
  constructor(points) {
    const ends = (axis) => d3.extent(points, (point) => point[axis]);
    const [left, right] = ends(0);
    const [low, high] = ends(1);
    const { width, height, edge } = PLANE;
    const unit = Math.min((width - 2 * edge - 60) / (right - left || 1), (height - 2 * edge) / (high - low || 1));
    this.x = (value) => width / 2 + (value - (left + right) / 2) * unit;
    this.y = (value) => height / 2 - (value - (low + high) / 2) * unit;
    this.taken = [];
    this.svg = d3.select(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
      .attr({ viewBox: `0 0 ${width} ${height}`, width, height, class: 'drawn', role: 'img', 'aria-label': 'The concept in its own plane' });
    for (const name of ['blue', 'orange']) this.arrowHead(name);
  }

  arrowHead(name) {
    this.svg.append('marker').attr({ id: `head-${name}`, viewBox: '0 0 10 10', refX: 9, refY: 5,
      markerWidth: 8, markerHeight: 8, orient: 'auto', markerUnits: 'userSpaceOnUse' })
      .append('path').attr({ d: 'M0 0L10 5L0 10z', style: `fill:var(--${name})` });
  }

  arrow(from, to, name, dashed) {
    this.svg.append('line').attr({ x1: this.x(from[0]), y1: this.y(from[1]), x2: this.x(to[0]), y2: this.y(to[1]),
      'marker-end': `url(#head-${name})`, 'stroke-dasharray': dashed ? '7 4' : null,
      style: `stroke:var(--${name});stroke-width:2` });
  }

  point(place, word, name) {
    const [x, y] = [this.x(place[0]), this.y(place[1])];
    this.svg.append('circle').attr({ cx: x, cy: y, r: 4, style: `fill:var(--${name})` });
    this.taken.push([x - 5, y - 5, x + 5, y + 5]);
    return { x, y, word };
  }

  // Labels after all points, each on a side that is still free.
  label({ x, y, word }) {
    const wide = 7.4 * [...word].length;
    const boxOf = ([dx, dy, anchor]) => {
      const left = x + dx - { start: 0, middle: wide / 2, end: wide }[anchor];
      return [left, y + dy - 12, left + wide, y + dy + 3];
    };
    const inside = (box) => box[0] >= 0 && box[1] >= 0 && box[2] <= PLANE.width && box[3] <= PLANE.height;
    const isFree = (side) => inside(boxOf(side)) && !this.taken.some((other) => boxesMeet(boxOf(side), other));
    const side = SIDES.find(isFree) || SIDES[0];
    this.taken.push(boxOf(side));
    this.svg.append('text').attr({ x: x + side[0], y: y + side[1], 'text-anchor': side[2], class: 'halo', 'font-size': 14 })
      .text(word);
  }
}

// applied: {row, target, answer} or null.
function planePicture(model, concept, pairs, applied) {
  const place = planeOf(model, concept, pairs);
  const at = (row) => place(model.vector(row));
  const rows = [...new Set([].concat(...pairs))];
  const spots = rows.map(at);
  if (applied) spots.push(at(applied.row), place(applied.target), at(applied.answer));
  const picture = new PlanePicture(spots);
  for (const [from, to] of pairs) picture.arrow(at(from), at(to), 'blue', false);
  const labels = rows.map((row) => picture.point(at(row), model.words[row], 'blue'));
  if (applied) {
    picture.arrow(at(applied.row), place(applied.target), 'orange', true);
    for (const row of [applied.row, applied.answer]) {
      if (!rows.includes(row)) labels.push(picture.point(at(row), model.words[row], row === applied.row ? 'orange' : 'vermilion'));
    }
  }
  labels.forEach((each) => picture.label(each));
  return picture.svg.node();
}
