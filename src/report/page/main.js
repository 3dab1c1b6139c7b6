// Puts the page together.

const errors = [];
window.addEventListener('error', (event) => errors.push(event.message));
document.addEventListener('securitypolicyviolation', (event) => errors.push(`refused ${event.blockedURI}`));

function showLinks() {
  const sections = [...document.querySelectorAll('main > section:not([hidden])')];
  document.querySelector('nav').replaceChildren(...sections.map((section) => element(
    'a', { href: `#${section.id}` }, section.querySelector('h2').textContent)));
}

function aboutMap(data) {
  return `${data.map.method} of the words' directions; these two axes hold ${number(100 * data.map.share, 3)}% of their variance, `
    + 'so that words near each other here need not be near in all dimensions. The list has the true neighbours.';
}

function start() {
  const data = JSON.parse(byId('data').textContent);
  const model = new Model(data);
  const selection = new Selection();
  showOverview(data);
  const map = new WordMap(model, float32Of(data.map.places), selection);
  byId('map-note').textContent = aboutMap(data);
  new NeighborList(model, selection);
  new WordInput(model, (row) => selection.choose(row));
  new ConceptPanel(model, selection, data);
  if (data.network) new SentencePanel(model, new Network(data.network, model), data);
  if (data.hypotheses) showHypotheses(data.hypotheses);
  showLinks();
  const first = model.rowOf(data.apply);
  if (first !== undefined) selection.choose(first);
  runCheck({ model, map, selection }, errors);
}

start();
