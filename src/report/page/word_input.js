// A field that suggests words: those that begin with what is typed, the most
// frequent first, then those that contain it.

const SUGGESTIONS = 8;

function suggestionsFor(model, typed) {
  const text = model.folded ? typed.trim().toLowerCase() : typed.trim();
  if (!text) return [];
  const exact = model.rowOf(typed);
  const beginning = [], containing = [];
  for (let row = 0; row < model.words.length && beginning.length < SUGGESTIONS; ++row) {
    if (row === exact) continue;
    const place = model.words[row].indexOf(text);
    if (place === 0) beginning.push(row);
    else if (place > 0 && containing.length < SUGGESTIONS) containing.push(row);
  }
  return [...(exact === undefined ? [] : [exact]), ...beginning, ...containing].slice(0, SUGGESTIONS);
}

class WordInput {
  // take(row) is called with the word that is taken.
  constructor(model, take) {
    Object.assign(this, { model, take, rows: [], at: -1 });
    this.input = byId('search');
    this.list = byId('search-list');
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-controls', 'search-list');
    this.input.addEventListener('input', () => this.suggest());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
    byId('search-form').addEventListener('submit', (event) => { event.preventDefault(); this.submit(); });
  }

  suggest() {
    this.rows = suggestionsFor(this.model, this.input.value);
    this.at = -1;
    this.list.replaceChildren(...this.rows.map((row, i) => element('li', {
      role: 'option', id: `option-${i}`,
      onmousedown: (event) => { event.preventDefault(); this.accept(row); } }, this.model.words[row])));
    this.list.hidden = this.rows.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') this.close();
    if (!step || this.rows.length === 0) return;
    event.preventDefault();
    this.at = (this.at + step + this.rows.length) % this.rows.length;
    [...this.list.children].forEach((each, i) => each.setAttribute('aria-selected', String(i === this.at)));
    this.input.setAttribute('aria-activedescendant', `option-${this.at}`);
  }

  submit() {
    const row = this.at >= 0 ? this.rows[this.at] : this.model.rowOf(this.input.value);
    if (row !== undefined) { this.accept(row); return; }
    this.suggest();
    const close = this.rows.length > 0 ? '; the list has words like it' : '';
    byId('search-message').textContent = `“${this.input.value.trim()}” is not among these words${close}.`;
  }

  accept(row) {
    this.input.value = this.model.words[row];
    byId('search-message').textContent = '';
    this.close();
    this.take(row);
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
