// Small charts with d3: curves, and a histogram with the observed value.

const MARGIN = { top: 22, right: 14, bottom: 38, left: 52 };

class Chart {
  constructor(title, width, height) {
    this.width = width - MARGIN.left - MARGIN.right;
    this.height = height - MARGIN.top - MARGIN.bottom;
    const svg = d3.select(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
      .attr({ viewBox: `0 0 ${width} ${height}`, width, height, class: 'drawn', role: 'img', 'aria-label': title });
    svg.append('text').attr({ x: MARGIN.left, y: 14, 'font-size': 13, 'font-weight': 'bold' }).text(title);
    this.plot = svg.append('g').attr('transform', `translate(${MARGIN.left},${MARGIN.top})`);
    this.node = svg.node();
  }

  scales(xDomain, yDomain) {
    this.x = d3.scale.linear().domain(xDomain).range([0, this.width]);
    this.y = d3.scale.linear().domain(yDomain).nice().range([this.height, 0]);
  }

  axes(xTitle) {
    const axis = (scale, side) => d3.svg.axis().scale(scale).orient(side).ticks(5).outerTickSize(0);
    this.plot.append('g').attr({ class: 'axis', transform: `translate(0,${this.height})` })
      .call(axis(this.x, 'bottom'));
    this.plot.append('g').attr('class', 'axis').call(axis(this.y, 'left'));
    this.plot.append('text').attr({ x: this.width / 2, y: this.height + 32, 'text-anchor': 'middle', 'font-size': 11 })
      .text(xTitle);
  }

  // points: [[x, y], ...]
  line(points, colourName, dashed) {
    const path = d3.svg.line().x((p) => this.x(p[0])).y((p) => this.y(p[1]));
    const style = `fill:none;stroke:var(--${colourName});stroke-width:2`;
    this.plot.append('path').attr({ d: path(points), style, 'stroke-dasharray': dashed ? '5 4' : null });
    this.plot.selectAll(`circle.${colourName}`).data(points).enter().append('circle')
      .attr({ cx: (p) => this.x(p[0]), cy: (p) => this.y(p[1]), r: 3, style: `fill:var(--${colourName})` });
  }

  label(x, y, text, colourName, anchor = 'start') {
    this.plot.append('text').attr({ x, y, class: 'halo', 'font-size': 12, 'text-anchor': anchor,
      style: `fill:var(--${colourName})` }).text(text);
  }
}

// series: [{points, colour, name}]
function curves(title, xTitle, series, width = 300, height = 200) {
  const chart = new Chart(title, width, height);
  const all = [].concat(...series.map((each) => each.points));
  const [low, high] = d3.extent(all, (p) => p[1]);
  const room = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
  chart.scales([0, d3.max(all, (p) => p[0])], [low - room, high + room]);
  chart.axes(xTitle);
  series.forEach((each, i) => {
    chart.line(each.points, each.colour, i > 0);
    if (series.length > 1) chart.label(8, 12 + 15 * i, each.name, each.colour);
  });
  return chart.node;
}

// What chance gives, and the observed value on it.
function nullChart(distribution) {
  const { low, high, counts } = distribution.histogram;
  const chart = new Chart(distribution.statistic, 460, 220);
  chart.scales([low, high], [0, d3.max(counts)]);
  const wide = chart.width / counts.length;
  chart.plot.selectAll('rect').data(counts).enter().append('rect').attr({
    x: (_, i) => i * wide, width: Math.max(wide - 0.5, 0.5), y: (n) => chart.y(n),
    height: (n) => chart.height - chart.y(n), style: 'fill:var(--sky)' });
  chart.axes(`${count(distribution.permutations)} ${distribution.exact ? '(all) ' : ''}permutations`);
  const x = chart.x(distribution.observed);
  chart.plot.append('line').attr({ x1: x, x2: x, y1: 0, y2: chart.height, 'stroke-dasharray': '6 3',
    style: 'stroke:var(--vermilion);stroke-width:2' });
  const right = x > chart.width * 0.6;
  chart.label(x + (right ? -6 : 6), 12, `observed ${number(distribution.observed, 3)}`, 'vermilion', right ? 'end' : 'start');
  return chart.node;
}
