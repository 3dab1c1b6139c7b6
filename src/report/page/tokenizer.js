// What is typed, to words and marks: the rules of text/tokenizer.h for a piece
// that is one sentence. First text is made plain, as text/cleaner.h does:
// pieces of one character, or of several that belong together, each with
// whether it was a capital. Then it is split, as text/word_splitter.h does;
// all that is not ASCII belongs to words there.

const TYPEWRITER = new Map([
  ...[...'\u00b4\u02b9\u02bc\u2018\u2019\u201a\u201b\u2032\u2039\u203a\uff07'].map((c) => [c, "'"]),
  ...[...'\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u301d\u301e\uff02'].map((c) => [c, '"']),
  ...[...'\u2010\u2011'].map((c) => [c, '-']),
  ...[...'\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\uff0d'].map((c) => [c, ' - ']),
  ['\u2025', '..'], ['\u2026', '...']]);
const OTHER_STOPS = new Set('\u3002\uff61\uff01\uff0e\uff1f\u0964\u0965\u061f\u06d4\u0589\u1362\u1367\u203c\u203d\u2047\u2048\u2049');
const INVISIBLE = /[\ufe00-\ufe0f\u034f\u{e0100}-\u{e01ef}]/u;
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\u3005\u3007]/u;
const EMOJI = /\p{RI}\p{RI}?|\p{ExtPict}[\p{M}\p{EMod}]*(?:\u200d\p{ExtPict}[\p{M}\p{EMod}]*)*/u;
// An emoji with what is joined to it, or a character with its marks.
const CHARACTERS = new RegExp(`${EMOJI.source}|[^\\p{M}\\ufffd]\\p{M}*|.`, 'gsu');
const BEFORE_NAMES = new Set(('adm al brig bros capt cf cmdr col cpl dr drs ed eds esp fr ft gen gov hon lieut lt maj messrs mlle '
  + 'mme mmes mr mrs ms mt mts pres prof rep reps rev sen sens sgt st supt viz vs').split(' '));
const BEFORE_NUMBERS = new Set(('apr art aug ca ch chap dec feb fig figs jan jul jun mar no nos nov oct op p par pl pp pt sec sept '
  + 'ver vol vols').split(' '));

// Decimal digits of a script stand together, from zero to nine.
function asciiDigitOf(digit) {
  let zero = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) --zero;
  return String((digit.codePointAt(0) - zero) % 10);
}

class PlainText {
  constructor(options) {
    Object.assign(this, { options, text: [], capital: [], hasCapitals: false });
  }

  put(pieces, capital = false) {
    for (const piece of pieces) {
      this.text.push(piece);
      this.capital.push(capital);
    }
  }

  take(typed) {
    const characters = typed.replace(/[\u{ad}\u{34f}\u{fe00}-\u{fe0f}]/gu, '').normalize('NFC').match(CHARACTERS) || [];
    characters.forEach((character, i) => this.takeOne(character, characters[i - 1] || '', characters[i + 1] || ''));
    return this;
  }

  takeOne(character, before, after) {
    const [first] = character;
    if (TYPEWRITER.has(first)) {
      this.put(TYPEWRITER.get(first));
      if (character !== first) this.put(character.slice(first.length));
    } else if (first <= '\x7f' && first !== character && !/\p{L}|\p{N}/u.test(first)) {
      this.put(character);
    } else if (INVISIBLE.test(first)) {
      this.put('');
    } else if (HAN.test(first)) {
      this.put([' ', character, ' ']);
    } else if (OTHER_STOPS.has(first)) {
      this.putMark(character);
    } else if (EMOJI.test(first)) {
      this.put([' ', character, ' ']);
    } else if (/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u200b]/u.test(first)) {
      this.put(' ');
    } else if (/\p{Cf}/u.test(first)) {
      this.put(character.slice(first.length));
    } else if (first > '\x7f' && first !== '\ufffd' && /[\p{P}\p{S}]/u.test(first)) {
      this.putMark(character);
    } else {
      this.putWordPart(character, first, before, after);
    }
  }

  putMark(character) {
    this.put(this.options.punctuation === 'drop' ? ' ' : [' ', character, ' ']);
  }

  putWordPart(character, first, before, after) {
    if (/\p{Nd}/u.test(first) && first > '\x7f') { this.put(asciiDigitOf(first) + character.slice(first.length)); return; }
    const capital = /\p{Lu}|\p{Lt}/u.test(first);
    this.hasCapitals = this.hasCapitals || capital;
    let lower = character;
    if (this.options.case === 'fold') {
      const [small] = first.toLowerCase();  // one for one, as the tokenizer folds
      const ends = first === 'Σ' && /\p{L}/u.test(before) && !/^\p{L}/u.test(after);
      lower = ((ends ? 'ς' : small) + character.slice(first.length)).normalize('NFC');
    }
    this.put(lower, capital);
  }
}

const isSpace = (c) => c === ' ';
const isDigit = (c) => c >= '0' && c <= '9' && c.length === 1;
const isLetter = (c) => /^[A-Za-z]/.test(c) || c > '\x7f';
const isOfWord = (c) => isDigit(c) || isLetter(c);
const isJoiner = (c) => c === "'" || c === '-' || c === '_';
const isStop = (c) => c === '.' || c === '!' || c === '?';
const isApostrophe = (c) => c === "'" || c === '`';

class WordSplitter {
  constructor(plain, options) {
    const text = [...plain.text, ...' '.repeat(16)];  // looking ahead ends in spaces
    Object.assign(this, { text, capital: plain.capital, hasCapitals: plain.hasCapitals, size: plain.text.length, options, words: [] });
  }

  split() {
    let i = 0;
    while (i < this.size) {
      if (isOfWord(this.text[i])) i = this.takeWord(i);
      else if (isSpace(this.text[i])) ++i;
      else i = this.takeMark(i);
    }
    return this.words;
  }

  slice(begin, end) { return this.text.slice(begin, end).join(''); }

  takeWord(begin) {
    const { text } = this;
    let i = begin;
    let joiner = begin;
    let digits = false, letters = false;
    let before = { digits, letters };
    for (;;) {
      for (; isOfWord(text[i]); ++i) {
        if (isDigit(text[i])) digits = true;
        else letters = true;
      }
      if (!isJoiner(text[i]) || !isOfWord(text[i + 1])) break;
      if (text[i] === '_') letters = true;
      else if (digits && !letters && isDigit(text[i + 1])) break;
      else if (text[i] === '-' && this.options.hyphens === 'split') break;
      before = { digits, letters };
      joiner = i++;
    }
    if (joiner !== begin && i === joiner + 2 && text[joiner] === "'" && /s/i.test(text[i - 1])) {
      this.addWord(begin, joiner, before);
      this.addWord(joiner, i, { letters: true });
      return i;
    }
    if (digits && !letters) i = this.endOfNumber(i);
    if (text[i] === '.' && letters && !digits) {
      const end = this.endOfAcronym(begin, i);
      this.addWord(begin, end, { letters });
      return end === i && (this.isInitial(begin, i) || this.isAbbreviated(begin, i)) ? i + 1 : end;
    }
    this.addWord(begin, i, { digits, letters });
    const splits = this.options.hyphens === 'split' && text[i] === '-' && isOfWord(text[i + 1])
      && !(digits && !letters && isDigit(text[i + 1]));
    return splits ? i + 1 : i;
  }

  endOfNumber(end) {
    while (/^[.,:/]$/.test(this.text[end]) && isDigit(this.text[end + 1])) {
      ++end;
      while (isDigit(this.text[end])) ++end;
    }
    return end;
  }

  endOfAcronym(begin, end) {
    const { text } = this;
    if (end - begin !== 1) return end;
    let i = end;
    while (text[i] === '.' && isLetter(text[i + 1]) && !isOfWord(text[i + 2])) i += 2;
    return i > end && text[i] === '.' ? i + 1 : i;
  }

  isInitial(begin, end) {
    if (end - begin !== 1 || /i/i.test(this.text[begin])) return false;
    if (this.hasCapitals && !this.capital[begin]) return false;
    const next = this.skipSpaces(end + 1);
    return next > end + 1 && isLetter(this.text[next]);
  }

  isAbbreviated(begin, end) {
    const word = this.slice(begin, end).toLowerCase();
    const next = this.skipSpaces(end + 1);
    if (next >= this.size) return false;
    const digitFollows = isDigit(this.text[next]);
    if (next === end + 1 && !digitFollows) return false;
    return BEFORE_NAMES.has(word) || (digitFollows && BEFORE_NUMBERS.has(word));
  }

  skipSpaces(i) {
    while (i < this.size && isSpace(this.text[i])) ++i;
    return i;
  }

  takeMark(i) {
    const { text } = this;
    if (isStop(text[i])) return this.takeStops(i);
    if (isApostrophe(text[i])) return this.takeApostrophe(i);
    let end = i + 1;
    while (text[end] === text[i]) ++end;
    if (text[i] !== '_') this.addMark(text[i]);
    return end;
  }

  takeApostrophe(i) {
    const { text } = this;
    if (isApostrophe(text[i + 1])) {
      this.addMark('"');
      return i + 2;
    }
    let end = i + 1;
    while (isLetter(text[end])) ++end;
    const alone = (i === 0 || isSpace(text[i - 1])) && isSpace(text[end]);
    if (alone && /^(s|re|ll|ve|d|m|t)$/.test(this.slice(i + 1, end))) {
      this.addWord(i, end, { letters: true });
      return end;
    }
    this.addMark("'");
    return i + 1;
  }

  takeStops(i) {
    let end = i;
    while (isStop(this.text[end])) ++end;
    const stops = this.text.slice(i, end);
    if (stops.length > 1 && stops.every((each) => each === '.')) this.addMark('...');
    else stops.filter((each, k) => each !== stops[k - 1]).forEach((each) => this.addMark(each));
    return end;
  }

  addWord(begin, end, { digits = false, letters = false }) {
    const word = this.slice(begin, end);
    if (this.options.numbers === 'digits') this.words.push(word.replace(/[0-9]/g, '0'));
    else this.words.push(this.options.numbers === 'class' && digits && !letters ? '<number>' : word);
  }

  addMark(mark) {
    if (this.options.punctuation === 'keep') this.words.push(mark);
  }
}

// How the corpus of a run was split; what it does not tell is as by default.
function tokenizerOptionsOf(run) {
  return { case: 'fold', numbers: 'class', punctuation: 'keep', hyphens: 'keep', pretokenized: false, ...run.corpus };
}

function wordsOf(sentence, options) {
  if (options.pretokenized) return sentence.split(/[ \t\n\v\f\r]+/).filter((word) => word);
  return new WordSplitter(new PlainText(options).take(sentence), options).split();
}
