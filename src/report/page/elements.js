// Elements of the page. Text only ever goes in as text, so that a word which
// looks like markup stays a word.

const byId = (id) => document.getElementById(id);

// element('td', {class: 'number', onclick: f}, 'text' or child, ...)
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

function fill(id, ...children) {
  const parent = byId(id);
  parent.replaceChildren(...children);
  return parent;
}

const NUMBER = /^(?:[-+−]?[\d.,]+%?|–)$/;

// rows: lists of texts or nodes; text that is a number stands to the right.
function tableOf(caption, header, rows) {
  const cell = (name, content) => element(
    name, typeof content === 'string' && NUMBER.test(content) ? { class: 'number' } : {}, content);
  const head = element('tr', {}, ...header.map((each) => element('th', { scope: 'col' }, each)));
  const body = rows.map((row) => element('tr', {}, ...row.map((each) => cell('td', each))));
  const table = element('table', {}, ...(caption ? [element('caption', {}, caption)] : []),
    element('thead', {}, head), element('tbody', {}, ...body));
  return element('div', { class: 'scroll' }, table);
}

function term(name, value) {
  return [element('dt', {}, name), element('dd', {}, value)];
}

const count = (number) => Number(number).toLocaleString('en');

// Four significant digits, or what stands for nothing.
function number(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(digits)));
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
