// Puts the page together.

function showLinks() {
  const sections = [...document.querySelectorAll('main > section:not([hidden])')];
  document.querySelector('nav').replaceChildren(...sections.map((section) => element(
    'a', { href: `#${section.id}` }, section.querySelector('h2').textContent)));
}

function aboutMap(map) {
  if (map.method === 't-SNE') {
    return `t-SNE of the words' directions, perplexity ${number(map.perplexity, 3)}: words near each other here are near in all dimensions, `
      + 'but long distances and sizes of clusters say little. The list has the true neighbours.';
  }
  return `${map.method} of the words' directions; these two axes hold ${number(100 * map.share, 3)}% of their variance, `
    + 'so that words near each other here need not be near in all dimensions. The list has the true neighbours.';
}

// The first map, and a choice if there are others.
function showMaps(maps, model, selection) {
  const view = new WordMap(model, float32Of(maps[0].places), selection);
  const choice = byId('map-method');
  choice.replaceChildren(...maps.map((map) => element('option', { value: map.method }, map.method)));
  byId('map-choice').hidden = maps.length < 2;
  byId('map-note').textContent = aboutMap(maps[0]);
  choice.addEventListener('change', () => {
    const map = maps.find((each) => each.method === choice.value);
    view.usePlaces(float32Of(map.places));
    byId('map-note').textContent = aboutMap(map);
  });
  return view;
}

function start() {
  const data = JSON.parse(byId('data').textContent);
  const model = new Model(data);
  const selection = new Selection();
  showOverview(data);
  const map = showMaps(data.maps, model, selection);
  new NeighborList(model, selection);
  new WordInput(model, (row) => selection.choose(row));
  new ConceptPanel(model, selection, data);
  if (data.network) new SentencePanel(model, new Network(data.network, model), data);
  if (data.hypotheses) showHypotheses(data.hypotheses);
  showLinks();
  const first = model.rowOf(data.apply);
  if (first !== undefined) selection.choose(first);
  if (location.hash === '#check') window.lexprobe = { model, map };  // for tests: where words stand on the map
}

start();
