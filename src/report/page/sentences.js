// How valid the N-grams of a sentence are to the network.

class SentencePanel {
  constructor(model, network, data) {
    Object.assign(this, { model, network, options: tokenizerOptionsOf(data.run) });
    byId('sentences').hidden = false;
    byId('sentences-about').textContent = `The network says how likely each ${network.order} words in a row are to be valid text rather than text with a word replaced.`;
    byId('sentence-form').addEventListener('submit', (event) => { event.preventDefault(); this.run(); });
    const first = data.sentences.filter((each) => this.unknownIn(this.wordsOf(each)).length === 0);
    byId('sentence').value = first[0] || '';
    fill('sentence-scores', ...first.filter((each) => this.isLongEnough(each)).map((each) => this.scoresOf(each)));
  }

  wordsOf(sentence) { return wordsOf(sentence, this.options); }

  unknownIn(words) { return words.filter((word) => this.model.rowOf(word) === undefined); }

  isLongEnough(sentence) { return this.wordsOf(sentence).length >= this.network.order; }

  run() {
    const sentence = byId('sentence').value;
    const unknown = this.unknownIn(this.wordsOf(sentence));
    let message = '';
    if (unknown.length > 0) message = `Not among these words: ${unknown.join(', ')}.`;
    else if (!this.isLongEnough(sentence)) message = `Needs at least ${this.network.order} words.`;
    else byId('sentence-scores').prepend(this.scoresOf(sentence));
    byId('sentence-message').textContent = message;
  }

  scoresOf(sentence) {
    const words = this.wordsOf(sentence);
    const rows = [];
    for (let start = 0; start + this.network.order <= words.length; ++start) {
      const gram = words.slice(start, start + this.network.order);
      const probability = this.network.probability(gram.map((word) => this.model.rowOf(word)));
      rows.push([gram.join(' '), meterOf(probability), probability.toFixed(3)]);
    }
    return tableOf(sentence, ['words', '', 'P(valid)'], rows);
  }
}

function meterOf(probability) {
  const style = `width:${(100 * probability).toFixed(1)}%`;
  return element('span', { class: 'meter' }, element('span', { style, class: probability < 0.5 ? 'low' : 'high' }));
}
