// The panel in which concepts are made of pairs and applied to words.

const SHOWN_ANSWERS = 8;

class ConceptPanel {
  constructor(model, selection, data) {
    Object.assign(this, { model, selection });
    byId('concept-pairs').value = data.pairs;
    byId('concept-apply').value = data.apply;
    byId('concept-form').addEventListener('submit', (event) => { event.preventDefault(); this.run(); });
    byId('concept-method').addEventListener('change', () => this.run());
    if (data.pairs) this.run();
  }

  run() {
    let message = '';
    try {
      this.show(parsePairs(byId('concept-pairs').value), byId('concept-apply').value.trim());
    } catch (error) {
      message = error.message;
      for (const id of ['concept-plane', 'concept-answers', 'concept-agreement', 'concept-caption']) fill(id);
    }
    byId('concept-message').textContent = message;
  }

  rowOf(word) {
    const row = this.model.rowOf(word);
    if (row === undefined) throw new Error(`“${word}” is not among these words.`);
    return row;
  }

  show(words, applyTo) {
    const pairs = words.map((pair) => pair.map((word) => this.rowOf(word)));
    const concept = conceptOf(this.model, pairs);
    const applied = applyTo ? this.apply(concept, pairs, this.rowOf(applyTo)) : null;
    fill('concept-plane', planePicture(this.model, concept, pairs, applied));
    byId('concept-caption').textContent = 'Up is the concept c, across is the direction in which the pairs differ most besides. '
      + (applied ? 'Dashed: the word plus c; the answer is the word nearest to its tip in all dimensions.' : '');
    this.showAgreement(concept, pairs);
    fill('concept-answers', ...(applied ? [this.answersOf(applied)] : []));
  }

  apply(concept, pairs, row) {
    const metric = byId('concept-method').value === 'euclidean' ? 'euclidean' : 'cosine';
    const target = add(this.model.vector(row), concept.offset);
    const own = [...new Set([...[].concat(...pairs), row])];
    const answers = this.model.answer(target, metric, own, SHOWN_ANSWERS);
    const best = answers.find((each) => each.rank === 1);
    return { row, target, answer: best ? best.row : row, answers, metric };
  }

  wordButton(row) {
    return element('button', { type: 'button', class: 'link', onclick: () => this.selection.choose(row) }, this.model.words[row]);
  }

  answersOf({ row, answers, metric }) {
    const shown = ({ score }) => (metric === 'cosine' ? score : -score).toFixed(4);
    const rows = answers.map((each) => [each.rank ? String(each.rank) : '–', String(each.honest), this.wordButton(each.row), shown(each)]);
    const table = tableOf(`${this.model.words[row]} + c`, ['rank', 'honest', 'word', metric === 'cosine' ? 'cosine' : 'distance'], rows);
    const note = element('p', { class: 'note' }, 'Rank leaves out the words of the question, as is the custom; honest leaves them in.');
    return element('div', { id: 'answers' }, table, note);
  }

  showAgreement(concept, pairs) {
    const rows = pairs.map(([from, to], i) => [this.wordButton(from), this.wordButton(to),
      concept.agreement ? concept.agreement[i].toFixed(3) : '–']);
    const concordance = concept.concordance === null ? 'needs two pairs' : concept.concordance.toFixed(3);
    fill('concept-agreement', tableOf('Do the pairs agree?', ['from', 'to', 'agreement'], rows),
      element('p', { class: 'note', id: 'concordance' }, `|c| = ${number(concept.norm)}; concordance ${concordance}. Whether the concept is there is for a hypothesis to say.`));
  }
}
