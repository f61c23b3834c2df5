/** One tag of an XML document. */
export interface XmlTag { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly opens: boolean; readonly closes: boolean; readonly line: number }

export class XmlFault extends Error {
  readonly line: number;
  constructor(line: number, message: string) { super(message); this.line = line; }
}

/** No OSM element is longer; a bound on memory against a file that never closes a bracket. */
const TAG_LIMIT = 1 << 20;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const NAME = /[A-Za-z_:][\w:.-]*/y;

function unescape(text: string, line: number): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);?/g, (whole, body: string) => {
    const code = body.startsWith('#x') ? parseInt(body.slice(2), 16) : body.startsWith('#') ? parseInt(body.slice(1), 10) : NaN;
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    const known = NAMED[body];
    if (known === undefined || !whole.endsWith(';')) throw new XmlFault(line, `“${whole}” is not a known entity`);
    return known;
  });
}

/**
 * Cuts XML into tags. Text between tags is passed over, as OSM has none; comments, CDATA and processing instructions too. A document type
 * with declarations of its own is refused, so no entity is ever expanded and none is fetched.
 */
export class XmlTokenizer {
  private pending = '';
  private line = 1;
  private readonly onTag: (tag: XmlTag) => void;
  constructor(onTag: (tag: XmlTag) => void) { this.onTag = onTag; }

  /** True when the text ended in the middle of a tag. */
  get midTag(): boolean { return this.pending.trim() !== ''; }
  get atLine(): number { return this.line; }

  feed(chunk: string): void {
    const text = this.pending + chunk;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) { this.passText(text.slice(at)); this.pending = ''; return; }
      this.passText(text.slice(at, open));
      const end = this.endOf(text, open);
      if (end < 0) {
        if (text.length - open > TAG_LIMIT) throw new XmlFault(this.line, 'a tag that does not end');
        this.pending = text.slice(open);
        return;
      }
      this.tag(text.slice(open, end));
      at = end;
    }
  }

  private passText(text: string): void {
    this.countLines(text);
    if (text.includes('\0')) throw new XmlFault(this.line, 'a zero byte');
  }

  private countLines(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line += 1;
  }

  /** Index after the construct that opens at `open`, or -1 when its end has not arrived. */
  private endOf(text: string, open: number): number {
    const until = (mark: string): number => { const found = text.indexOf(mark, open + 2); return found < 0 ? -1 : found + mark.length; };
    if (text.startsWith('<!--', open)) return until('-->');
    if (text.startsWith('<![CDATA[', open)) return until(']]>');
    if (text.startsWith('<?', open)) return until('?>');
    if (text.length - open < 9 && '<![CDATA['.startsWith(text.slice(open))) return -1;
    let quote = '';
    for (let i = open + 1; i < text.length; i += 1) {
      const char = text[i]!;
      if (quote) { if (char === quote) quote = ''; } else if (char === '"' || char === "'") quote = char;
      else if (char === '>') return i + 1;
    }
    return -1;
  }

  private tag(text: string): void {
    const line = this.line;
    this.countLines(text);
    if (text.startsWith('<!DOCTYPE') && text.includes('[')) throw new XmlFault(line, 'a document type with declarations of its own, which OSM files do not have');
    if (text.startsWith('<!') || text.startsWith('<?')) return;
    const ending = text.startsWith('</');
    NAME.lastIndex = ending ? 2 : 1;
    const name = NAME.exec(text)?.[0];
    if (!name) throw new XmlFault(line, `“${text.slice(0, 40)}” is not a tag`);
    if (ending) { this.onTag({ name, attributes: {}, opens: false, closes: true, line }); return; }
    const attributes: Record<string, string> = {};
    let at = NAME.lastIndex;
    for (;;) {
      ATTRIBUTE.lastIndex = at;
      const found = ATTRIBUTE.exec(text);
      if (!found) break;
      attributes[found[1]!] = unescape(found[2] ?? found[3] ?? '', line);
      at = ATTRIBUTE.lastIndex;
    }
    const tail = text.slice(at).trim();
    if (tail !== '>' && tail !== '/>') throw new XmlFault(line, `“${text.slice(0, 60)}” is not a well-formed tag`);
    this.onTag({ name, attributes, opens: true, closes: tail === '/>', line });
  }
}
