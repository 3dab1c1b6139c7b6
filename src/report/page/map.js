// The map under mouse, fingers and keys.

const REACH = 14;  // pixels within which a point counts as hit
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class WordMap {
  constructor(model, places, selection) {
    Object.assign(this, { model, selection, waiting: false });
    this.canvas = byId('map');
    this.view = new MapView(this.canvas, model, places);
    this.zoom = d3.behavior.zoom().scaleExtent([0.8, 400]).on('zoom', () => this.moved());
    d3.select(this.canvas).call(this.zoom).on('dblclick.zoom', null);
    this.listen();
    this.resize();
    selection.follow((row) => this.show(row));
  }

  listen() {
    const on = (target, name, does) => target.addEventListener(name, does);
    on(window, 'resize', () => this.resize());
    on(window.matchMedia('(prefers-color-scheme: dark)'), 'change', () => { this.view.takeColours(); this.later(); });
    on(this.canvas, 'mousemove', (event) => this.hover(this.rowAt(event)));
    on(this.canvas, 'mouseleave', () => this.hover(null));
    on(this.canvas, 'click', (event) => {
      const row = this.rowAt(event);
      if (!event.defaultPrevented && row !== null) this.selection.choose(row);
    });
    on(this.canvas, 'keydown', (event) => this.key(event));
    on(byId('zoom-in'), 'click', () => this.zoomBy(1.6));
    on(byId('zoom-out'), 'click', () => this.zoomBy(1 / 1.6));
    on(byId('zoom-all'), 'click', () => this.moveTo(1, [0, 0]));
  }

  // Another map of the same words; the chosen one stays chosen.
  usePlaces(places) {
    this.view.places = places;
    this.resize();
    this.moveTo(1, [0, 0]);
    if (this.view.row !== null) this.show(this.view.row);
  }

  resize() {
    const { view } = this;
    view.fit();
    this.zoom.size([view.width, view.height]);
    const points = this.model.words.map((_, row) => Object.assign(view.base(row), { row }));
    this.tree = d3.geom.quadtree()(points);
    this.draw();
  }

  // Draws before the next picture, however many events there are till then.
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.waiting = false;
    this.view.draw();
  }

  moved() {
    this.view.scale = this.zoom.scale();
    this.view.shift = this.zoom.translate();
    this.later();
  }

  moveTo(scale, shift) {
    this.zoom.scale(scale).translate(shift);
    this.moved();
  }

  // Keeps the middle of the picture where it is.
  zoomBy(factor) {
    const { view } = this;
    const [low, high] = this.zoom.scaleExtent();
    const scale = Math.min(high, Math.max(low, view.scale * factor));
    const change = scale / view.scale;
    const keep = (middle, shift) => middle - (middle - shift) * change;
    this.moveTo(scale, [keep(view.width / 2, view.shift[0]), keep(view.height / 2, view.shift[1])]);
  }

  rowAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const { scale, shift } = this.view;
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const found = this.tree.find([(x - shift[0]) / scale, (y - shift[1]) / scale]);
    if (!found) return null;
    const [foundX, foundY] = this.view.at(found.row);
    return Math.hypot(foundX - x, foundY - y) <= REACH ? found.row : null;
  }

  hover(row) {
    if (row === this.view.cursor) return;
    this.view.cursor = row;
    this.canvas.style.cursor = row === null ? '' : 'pointer';
    this.later();
  }

  show(row) {
    const { view } = this;
    view.row = row;
    view.cursor = null;
    view.near = this.model.neighbors(row, 'cosine', 10).map((each) => each.row);
    if (!view.isSeen(view.at(row), -40)) {
      const [x, y] = view.base(row);
      this.moveTo(view.scale, [view.width / 2 - x * view.scale, view.height / 2 - y * view.scale]);
    }
    this.draw();
  }

  key(event) {
    const arrow = ARROWS[event.key];
    const zooms = { '+': 1.6, '=': 1.6, '-': 1 / 1.6, '−': 1 / 1.6 };
    if (arrow && event.shiftKey) this.pan(arrow);
    else if (arrow) this.step(arrow);
    else if (zooms[event.key]) this.zoomBy(zooms[event.key]);
    else if (event.key === '0') this.moveTo(1, [0, 0]);
    else if (event.key === 'Enter' && this.view.cursor !== null) this.selection.choose(this.view.cursor);
    else return;
    event.preventDefault();
  }

  pan([x, y]) {
    const { scale, shift } = this.view;
    this.moveTo(scale, [shift[0] - 80 * x, shift[1] - 80 * y]);
  }

  // To the nearest labelled word in the direction of the arrow.
  step([dx, dy]) {
    const { view } = this;
    const from = view.cursor ?? view.row;
    const [x, y] = from === null ? [view.width / 2, view.height / 2] : view.at(from);
    let best = null;
    let least = Infinity;
    for (const row of view.labelled) {
      const [toX, toY] = view.at(row);
      const ahead = (toX - x) * dx + (toY - y) * dy;
      const aside = Math.abs((toX - x) * dy + (toY - y) * dx);
      const cost = ahead + 2 * aside;
      if (row !== from && ahead > 0 && cost < least && view.isSeen([toX, toY])) [best, least] = [row, cost];
    }
    if (best === null) return;
    this.hover(best);
    byId('map-said').textContent = `${this.model.words[best]}; Enter shows its neighbours`;
  }
}
