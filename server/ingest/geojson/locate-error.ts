/** Where and why a text is not JSON. Offset counts characters from 0. */
export interface JsonFault { readonly offset: number; readonly message: string }

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\n\r\t\f\v\0]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) { super(message); this.offset = offset; }
}

class Checker {
  private at = 0;
  private readonly text: string;
  constructor(text: string) { this.text = text; }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
  private fail(expected: string): never {
    const found = this.at >= this.text.length ? 'the end' : JSON.stringify(this.text[this.at]);
    throw new Fault(this.at, `expected ${expected}, found ${found}`);
  }
  private string(what: string): void {
    if (this.take(STRING)) return;
    this.fail(this.text[this.at] === '"' ? 'a closed text without raw line breaks or unknown escapes' : what);
  }
  private list(close: string, item: () => void): void {
    this.at += 1;
    this.take(SPACE);
    if (this.text[this.at] === close) { this.at += 1; return; }
    for (;;) {
      item();
      this.take(SPACE);
      if (this.text[this.at] === close) { this.at += 1; return; }
      if (this.text[this.at] !== ',') this.fail(`“,” or “${close}”`);
      this.at += 1;
      this.take(SPACE);
    }
  }
  value(): void {
    this.take(SPACE);
    const first = this.text[this.at];
    if (first === '{') {
      this.list('}', () => {
        this.string('a member name in double quotes');
        this.take(SPACE);
        if (this.text[this.at] !== ':') this.fail('“:”');
        this.at += 1;
        this.value();
      });
    } else if (first === '[') this.list(']', () => this.value());
    else if (first === '"') this.string('a text');
    else {
      const word = ['true', 'false', 'null'].find((literal) => this.text.startsWith(literal, this.at));
      if (word) this.at += word.length;
      else if (!this.take(NUMBER)) this.fail('a value');
    }
  }
  end(): void {
    this.take(SPACE);
    if (this.at < this.text.length) this.fail('the end');
  }
}

/** The first place where a text stops being JSON, or null when it is JSON. Only for telling people: parsing is `JSON.parse`. */
export function locateJsonError(text: string): JsonFault | null {
  const checker = new Checker(text);
  try {
    checker.value();
    checker.end();
    return null;
  } catch (error) {
    if (error instanceof Fault) return { offset: error.offset, message: error.message };
    if (error instanceof RangeError) return { offset: 0, message: 'nested too deep' };
    throw error;
  }
}
