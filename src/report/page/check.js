// The page tried by itself, for tests: #check=[{"do": "search", ...}, ...]
// does what a user would do, through the same events, and writes what the
// page then shows into #check-result as JSON.

function type(id, text) {
  byId(id).value = text;
  byId(id).dispatchEvent(new Event('input', { bubbles: true }));
}

function press(target, key, shiftKey = false) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
}

const submit = (id) => byId(id).requestSubmit();
const textsOf = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
const rowsOf = (selector) => [...document.querySelectorAll(selector)].map((row) => [...row.cells].map((cell) => cell.textContent));

function shownNeighbors() {
  return { word: byId('neighbors-word').textContent, neighbors: textsOf('#neighbors-list .word'),
    scores: textsOf('#neighbors-list .score').map(Number) };
}

const CHECKS = {
  search: ({ text }) => {
    type('search', text);
    const suggestions = textsOf('#search-list li');
    submit('search-form');
    return { suggestions, message: byId('search-message').textContent, ...shownNeighbors() };
  },
  suggestion: ({ text, down }) => {
    type('search', text);
    for (let i = 0; i < down; ++i) press(byId('search'), 'ArrowDown');
    submit('search-form');
    return shownNeighbors();
  },
  click: ({ word }, page) => {
    const [x, y] = page.map.view.at(page.model.rowOf(word));
    const box = byId('map').getBoundingClientRect();
    const where = { clientX: box.left + x, clientY: box.top + y, bubbles: true, cancelable: true };
    for (const name of ['mousemove', 'click']) byId('map').dispatchEvent(new MouseEvent(name, where));
    return shownNeighbors();
  },
  keys: ({ keys }, page) => {
    for (const key of keys) { press(byId('map'), key); page.map.draw(); }
    const { scale, shift } = page.map.view;
    return { said: byId('map-said').textContent, scale, shift, ...shownNeighbors() };
  },
  concept: ({ pairs, apply, method = '3CosAvg' }) => {
    byId('concept-method').value = method;
    type('concept-pairs', pairs);
    type('concept-apply', apply);
    submit('concept-form');
    return { message: byId('concept-message').textContent, answers: rowsOf('#answers tbody tr'),
      agreement: rowsOf('#concept-agreement tbody tr'), arrows: document.querySelectorAll('#concept-plane line').length,
      concordance: (byId('concordance') || {}).textContent };
  },
  sentence: ({ text }) => {
    type('sentence', text);
    submit('sentence-form');
    return { message: byId('sentence-message').textContent, scores: rowsOf('#sentence-scores > :first-child tbody tr') };
  },
  draw: (_, page) => { page.map.draw(); return { labelled: page.map.view.labelled.length }; },
  page: () => ({ shown: [...document.querySelectorAll('main > section:not([hidden])')].map((each) => each.id),
    requests: performance.getEntriesByType('resource').map((each) => each.name),
    images: document.querySelectorAll('main img, main b[onclick], main iframe').length,
    verdicts: textsOf('.hypothesis > summary span'), nulls: document.querySelectorAll('#hypotheses-list rect').length,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth }),
};

function runCheck(page, errors) {
  const asked = location.hash.match(/^#check=(.+)$/);
  if (!asked) return;
  const results = JSON.parse(decodeURIComponent(asked[1])).map((step) => {
    const start = performance.now();
    const shown = CHECKS[step.do](step, page);
    return { do: step.do, ...shown, milliseconds: performance.now() - start };
  });
  document.body.append(element('pre', { id: 'check-result', hidden: '' }, JSON.stringify({ results, errors })));
}
