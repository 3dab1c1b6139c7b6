// The map as it is painted: points by frequency, labels that do not overlap,
// the chosen word and its neighbours above all else.

const MOST_LABELS = 110;
const MOST_TRIED = 1500;
const FREQUENT = 1000;  // words that are painted larger
const MAP_COLOURS = ['paper', 'ink', 'dot', 'orange', 'vermilion'];
const OUTLIERS = 0.002;  // of the words on each side that may be out of sight at first

const boxesMeet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

class MapView {
  constructor(canvas, model, places) {
    Object.assign(this, { canvas, model, places, scale: 1, shift: [0, 0], row: null, near: [], cursor: null });
    this.context = canvas.getContext('2d');
    this.widths = new Map();
    this.takeColours();
    this.labelled = [];
  }

  // Asking for them makes the browser lay out the page: once a theme.
  takeColours() {
    this.colours = Object.fromEntries(MAP_COLOURS.map((name) => [name, colour(name)]));
  }

  // Fits the canvas to its box and the whole map to the canvas at scale 1.
  fit() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    [this.width, this.height] = [box.width, box.height];
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const [left, right] = this.rangeOf(0);
    const [low, high] = this.rangeOf(1);
    this.unit = 0.94 * Math.min(this.width / (right - left || 1), this.height / (high - low || 1));
    this.middle = [(left + right) / 2, (low + high) / 2];
    this.placeAll();
  }

  // Where each row stands at scale 1: worked out once, for all drawing.
  placeAll() {
    this.bases = Float32Array.from(this.places, (place, i) => (i % 2 === 0
      ? this.width / 2 + (place - this.middle[0]) * this.unit
      : this.height / 2 - (place - this.middle[1]) * this.unit));
  }

  // The range of x (0) or y (1) without the outermost words.
  rangeOf(axis) {
    const sorted = this.places.filter((_, i) => i % 2 === axis).sort();
    const cut = Math.floor(OUTLIERS * sorted.length);
    return [sorted[cut], sorted[sorted.length - 1 - cut]];
  }

  // Where a row stands at scale 1, and where it stands now.
  base(row) {
    return [this.bases[2 * row], this.bases[2 * row + 1]];
  }

  at(row) {
    const [x, y] = this.base(row);
    return [x * this.scale + this.shift[0], y * this.scale + this.shift[1]];
  }

  isSeen([x, y], margin = 0) {
    return x >= -margin && y >= -margin && x <= this.width + margin && y <= this.height + margin;
  }

  draw() {
    const { context } = this;
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, this.width, this.height);
    this.drawPoints();
    this.drawMarks();
    this.drawLabels();
  }

  drawPoints() {
    this.context.fillStyle = this.colours.dot;
    const rows = this.model.words.length;
    this.drawRows(FREQUENT, rows, 1.4, 0.35);
    this.drawRows(0, Math.min(FREQUENT, rows), 2.2, 0.8);
    this.context.globalAlpha = 1;
  }

  // A square for each row from first to last: there may be tens of thousands,
  // so that nothing is made anew for each.
  drawRows(first, last, size, opacity) {
    const { context, bases, scale, shift, width, height } = this;
    const side = size * Math.min(3, Math.sqrt(scale));
    context.globalAlpha = Math.min(0.85, opacity * Math.sqrt(scale));  // fewer are in sight, so that each can be seen better
    for (let row = first; row < last; ++row) {
      const x = bases[2 * row] * scale + shift[0];
      const y = bases[2 * row + 1] * scale + shift[1];
      if (x >= 0 && y >= 0 && x <= width && y <= height) context.fillRect(x - side / 2, y - side / 2, side, side);
    }
  }

  drawMarks() {
    for (const row of this.near) this.mark(row, 'orange', 4);
    if (this.cursor !== null) this.ring(this.cursor, 'ink', 7);
    if (this.row !== null) this.mark(this.row, 'vermilion', 6);
  }

  mark(row, name, radius) {
    const { context } = this;
    const [x, y] = this.at(row);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = this.colours[name];
    context.fill();
    context.strokeStyle = this.colours.ink;
    context.stroke();
  }

  ring(row, name, radius) {
    const { context } = this;
    context.beginPath();
    context.arc(...this.at(row), radius, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = this.colours[name];
    context.stroke();
    context.lineWidth = 1;
  }

  // The words to label in order of importance; each takes its room if it is
  // still free.
  drawLabels() {
    this.taken = [];
    this.labelled = [];
    if (this.row !== null) this.label(this.row, 'bold 15px', 'vermilion', 2);
    if (this.cursor !== null && this.cursor !== this.row) this.label(this.cursor, 'bold 14px', 'ink', 2);
    for (const row of this.near) this.label(row, 'bold 13px', 'ink', 1);
    let tried = 0;
    for (let row = 0; row < this.model.words.length && this.labelled.length < MOST_LABELS; ++row) {
      if (!this.isSeen(this.at(row))) continue;
      if (++tried > MOST_TRIED) break;
      if (row !== this.row && row !== this.cursor && !this.near.includes(row)) this.label(row, '12px', 'ink', 0);
    }
  }

  // Beside its point where there is room; else, if it matters, at the first
  // of four sides that is free, or to the right if it must be seen.
  label(row, font, name, importance) {
    this.context.font = `${font} Helvetica, Arial, 'DejaVu Sans', sans-serif`;
    const [x, y] = this.at(row);
    const wide = this.widthOf(row, font);
    const right = [x + 6, y];
    const sides = importance > 0 ? [right, [x - 6 - wide, y], [x - wide / 2, y - 14], [x - wide / 2, y + 14]] : [right];
    const boxOf = ([left, middle]) => [left - 3, middle - 9, left + wide + 3, middle + 9];
    const fits = (box) => box[0] >= 0 && box[2] <= this.width && !this.taken.some((other) => boxesMeet(box, other));
    const side = sides.find((each) => fits(boxOf(each))) || (importance > 1 ? right : null);
    if (!side) return;
    this.taken.push(boxOf(side));
    this.labelled.push(row);
    this.write(this.model.words[row], side, name);
  }

  write(word, [left, middle], name) {
    const { context } = this;
    context.textBaseline = 'middle';
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = this.colours.paper;
    context.strokeText(word, left, middle);
    context.lineWidth = 1;
    context.fillStyle = this.colours[name];
    context.fillText(word, left, middle);
  }

  widthOf(row, font) {
    const key = `${font} ${row}`;
    if (!this.widths.has(key)) this.widths.set(key, this.context.measureText(this.model.words[row]).width);
    return this.widths.get(key);
  }
}
