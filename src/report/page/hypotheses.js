// The verdicts, each with its evidence and what chance would have given.

function intervalText(interval) {
  if (!interval || interval.low === null) return '–';
  return `${number(interval.low, 3)} to ${number(interval.high, 3)}`;
}

function criteriaTable(criteria) {
  const asked = (each) => `${each.side} ${each.side === 'within' ? '±' : ''}${number(each.bound)}`;
  const met = (each) => (each.met ? 'met' : each.excluded ? 'excluded' : 'not met');
  return tableOf('Asked beforehand', ['measure', 'asked', 'found', 'interval', ''],
    criteria.map((each) => [each.name, asked(each), number(each.value, 3), intervalText(each.interval), met(each)]));
}

function measuresTable(measures) {
  return tableOf('Evidence', ['measure', 'value', 'interval', 'p', 'what it is'],
    measures.map((each) => [each.name, number(each.value, 3), intervalText(each.interval),
      each.p === undefined ? '' : number(each.p, 3), each.note ? `${each.about} (${each.note})` : each.about]));
}

function folded(title, ...children) {
  return element('details', {}, element('summary', {}, title), ...children);
}

function evidenceOf(tested) {
  const parts = [element('p', {}, `${tested.statement}`),
    element('p', {}, element('b', {}, 'Why: '), tested.reason, '. ', element('b', {}, 'What would have changed it: '), `${tested.would_change}.`),
    element('p', { class: 'note' }, `${tested.kind}; alpha ${tested.alpha}; p ${number(tested.p, 3)}, corrected ${number(tested.corrected_p, 3)}; `
      + `${tested.units} of ${tested.units_given} ${tested.unit}; ${tested.place}`)];
  if (tested.nulls.length > 0) parts.push(element('div', { class: 'curves' }, ...tested.nulls.map(nullChart)));
  if (tested.criteria.length > 0) parts.push(criteriaTable(tested.criteria));
  if (tested.measures.length > 0) parts.push(measuresTable(tested.measures));
  for (const table of tested.tables) {
    parts.push(folded(table.title, tableOf('', table.header, table.rows), element('p', { class: 'note' }, table.about)));
  }
  if (tested.dropped.length > 0) {
    parts.push(folded(`Left out: ${tested.dropped.length}`, tableOf('', ['what', 'why'], tested.dropped.map((each) => [each.item, each.reason]))));
  }
  return parts;
}

function showHypotheses(run) {
  byId('hypotheses').hidden = false;
  byId('hypotheses-about').textContent = `Fixed before the vectors were looked at; ${run.permutations.toLocaleString('en')} permutations where not all could be tried, `
    + `seed ${run.seed}, p corrected by ${run.correction} over ${run.hypotheses.length}.`;
  fill('hypotheses-list', ...run.hypotheses.map((tested, i) => {
    const verdict = element('span', { class: tested.verdict }, tested.verdict);
    const summary = element('summary', {}, verdict, ' ', element('b', {}, tested.name), ` · corrected p ${number(tested.corrected_p, 3)}`);
    const card = element('details', { class: 'hypothesis' }, summary, element('div', {}, ...evidenceOf(tested)));
    card.open = i === 0;
    return card;
  }));
}
