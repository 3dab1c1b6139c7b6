// The list of words nearest to the chosen one.

const SHOWN_NEIGHBORS = 15;

class NeighborList {
  constructor(model, selection) {
    Object.assign(this, { model, selection });
    byId('neighbors-metric').addEventListener('change', () => this.show(selection.row));
    selection.follow((row) => this.show(row));
  }

  show(row) {
    if (row === null) return;
    const metric = byId('neighbors-metric').value;
    const found = this.model.neighbors(row, metric, SHOWN_NEIGHBORS);
    const counted = this.model.counts ? `${count(this.model.counts[row])} times in the text, ` : '';
    byId('neighbors-word').textContent = this.model.words[row];
    byId('neighbors-about').textContent = `${counted}word ${count(row + 1)} of ${count(this.model.words.length)}`;
    const shares = found.map(({ score }) => (metric === 'cosine' ? score : score / found[found.length - 1].score));
    fill('neighbors-list', ...found.map((each, i) => this.item(each, metric, shares[i])));
  }

  item({ row, score }, metric, share) {
    const width = `width:${Math.max(0, Math.min(100, 100 * share)).toFixed(1)}%`;
    return element('li', {}, element('button', { type: 'button', onclick: () => this.selection.choose(row) },
      element('span', { class: 'bar', style: width }),
      element('span', { class: 'word' }, this.model.words[row]),
      element('span', { class: 'score' }, (metric === 'cosine' ? score : -score).toFixed(4))));
  }
}
