// What the model is, what it was made of, and how its training went.

const ERROR_OF = (data) => `${data.vectors.numbers}, at most ${number(100 * data.vectors.worst_error, 2)}% of a vector's length off`;

function factsOf(data) {
  const { corpus = {}, validity = {} } = data.run;
  const facts = [['Model', data.model],
    ['Words here', data.rows === data.total ? `all ${count(data.total)}` : `the first ${count(data.rows)} of ${count(data.total)}`],
    ['Dimension', count(data.dim)], ['Checksum', data.checksum], ['Vectors as', ERROR_OF(data)]];
  if (Array.isArray(corpus.files)) facts.push(['Corpus', corpus.files.join(', ')]);
  if (corpus.tokens) facts.push(['Tokens', `${count(corpus.tokens)} in ${count(corpus.sentences)} sentences`]);
  if (validity.auc) {
    facts.push(['Validity AUC', `${number(validity.auc)} on ${count(validity.ngrams)} held-out N-grams`]);
    facts.push(['Valid beats its own corruption', `${number(100 * validity.paired)}%`]);
    facts.push(['Accuracy', `${number(100 * validity.accuracy)}%, calibration error ${number(validity.calibration_error, 3)}`]);
  }
  return facts;
}

function trainingCurves(history) {
  const stages = [...new Set(history.map((each) => each.stage))];
  const colours = ['blue', 'vermilion'];
  const pointsOf = (stage, key) => history.filter((each) => each.stage === stage && Number.isFinite(each[key]))
    .map((each) => [each.epoch, each[key]]);
  const charts = stages.map((stage, i) => curves(`Loss, ${stage} stage`, 'epoch',
    [{ points: pointsOf(stage, 'loss'), colour: colours[i % 2], name: stage }]));
  const areas = stages.map((stage, i) => ({ points: pointsOf(stage, 'auc'), colour: colours[i % 2], name: stage }))
    .filter((each) => each.points.length > 0);
  if (areas.length > 0) charts.push(curves('AUC, held-out N-grams', 'epoch', areas));
  return charts;
}

function reliabilityCurve(bins) {
  const used = bins.filter((bin) => bin.count > 0);
  return curves('Calibration: observed share', 'predicted P(valid)', [
    { points: used.map((bin) => [bin.predicted, bin.observed]), colour: 'green', name: 'network' },
    { points: [[0, 0], [1, 1]], colour: 'muted', name: 'perfect' }]);
}

function settingsOf(object, prefix = '') {
  return [].concat(...Object.entries(object).map(([key, value]) => {
    if (Array.isArray(value) && value.some((each) => each instanceof Object)) return [];
    if (value instanceof Object && !Array.isArray(value)) return settingsOf(value, `${prefix}${key}.`);
    return [[`${prefix}${key}`, Array.isArray(value) ? value.join(', ') : String(value)]];
  }));
}

function showOverview(data) {
  byId('model-name').textContent = data.model;
  fill('facts', ...[].concat(...factsOf(data).map(([name, value]) => term(name, value))));
  const charts = trainingCurves(data.run.history || []);
  const bins = (data.run.validity || {}).reliability || [];
  if (bins.length > 0) charts.push(reliabilityCurve(bins));
  fill('curves', ...charts).className = 'curves';
  fill('settings', ...[].concat(...settingsOf(data.run).map(([name, value]) => term(name, value))));
}
