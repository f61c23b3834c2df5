import { IngestProblem } from '../driver.ts';

export interface TextPlace { readonly line: number; readonly column: number }
export interface ScannedElement { readonly text: string; readonly at: TextPlace }
/** The document without the elements of its feature list; `tailAt` is where the text after the list begins in the file. */
export interface Outline { readonly text: string; readonly tailFrom: number; readonly tailAt: TextPlace | null; readonly elements: number }

/** Members outside the feature list, or one feature, may be this many characters: a bound on memory, far above real data. */
const PIECE_LIMIT = 64 * 1024 * 1024;

export const placeName = (at: TextPlace): string => `line ${at.line}, column ${at.column}`;

const QUOTE = 34, COMMA = 44, OPEN_LIST = 91, BACKSLASH = 92, CLOSE_LIST = 93, OPEN = 123, CLOSE = 125, NEWLINE = 10;
const isSpace = (code: number): boolean => code === 32 || code === NEWLINE || code === 13 || code === 9;

/**
 * Splits a GeoJSON text that arrives in chunks into the elements of its top-level `features` list and the rest, without holding the file.
 * It only counts brackets and quotes; whether the pieces are JSON is for `JSON.parse` to say. Lines and columns count from 1, in characters.
 */
export class FeatureScanner {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inFeatures = false;
  private afterComma = false;
  private started = false;
  private line = 1;
  private lineStart = 0;
  private consumed = 0;
  private rest: string[] = [];
  private restSize = 0;
  private restTail = '';
  private piece: string[] = [];
  private pieceSize = 0;
  private pieceAt: TextPlace | null = null;
  private tailFrom = 0;
  private tailAt: TextPlace | null = null;
  private elements = 0;
  private readonly onElement: (element: ScannedElement) => void;

  constructor(onElement: (element: ScannedElement) => void) { this.onElement = onElement; }

  private place(index: number): TextPlace { return { line: this.line, column: this.consumed + index - this.lineStart + 1 }; }

  private keepRest(text: string): void {
    if (text === '') return;
    this.restSize += text.length;
    if (this.restSize > PIECE_LIMIT) throw new IngestProblem('file_too_large', `Outside its feature list the file holds more than ${PIECE_LIMIT} characters. Is this GeoJSON?`, placeName(this.place(0)));
    this.rest.push(text);
    this.restTail = (this.restTail + text.slice(-200)).slice(-200);
  }

  private keepPiece(text: string): void {
    this.pieceSize += text.length;
    if (this.pieceSize > PIECE_LIMIT) throw new IngestProblem('file_too_large', `One feature holds more than ${PIECE_LIMIT} characters.`, placeName(this.pieceAt!));
    this.piece.push(text);
  }

  private finishElement(text: string, index: number): void {
    if (this.pieceAt === null) throw new IngestProblem('file_unreadable', `Expected a feature, found ${JSON.stringify(text[index])}.`, placeName(this.place(index)));
    this.elements += 1;
    const element = { text: this.piece.join(''), at: this.pieceAt };
    this.piece = [];
    this.pieceSize = 0;
    this.pieceAt = null;
    this.onElement(element);
  }

  private beginDocument(code: number, index: number): void {
    if (code !== OPEN) throw new IngestProblem('file_unreadable', `GeoJSON begins with “{”, this file with ${code === 0 ? 'a zero byte' : JSON.stringify(String.fromCharCode(code))}.`, placeName(this.place(index)));
    this.started = true;
  }

  feed(text: string): void {
    let from = 0; // start of what is not yet kept, in `text`
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === NEWLINE) { this.line += 1; this.lineStart = this.consumed + i + 1; }
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === BACKSLASH) this.escaped = true;
        else if (code === QUOTE) this.inString = false;
        continue;
      }
      if (isSpace(code)) { if (!this.started) from = i + 1; continue; }
      if (this.depth === 0) {
        if (this.started) throw new IngestProblem('file_unreadable', 'There is text after the end of the JSON document. Features one a line (GeoJSON Text Sequences) must be wrapped in a FeatureCollection.', placeName(this.place(i)));
        this.beginDocument(code, i);
      }
      if (this.inFeatures && this.depth === 2) {
        if (code === COMMA || code === CLOSE_LIST) { from = this.separator(text, i, from, code); continue; }
        if (this.pieceAt === null) { this.pieceAt = this.place(i); from = i; }
      }
      if (code === QUOTE) this.inString = true;
      else if (code === OPEN || code === OPEN_LIST) {
        this.depth += 1;
        if (code === OPEN_LIST && this.depth === 2 && !this.inFeatures && this.tailAt === null && this.opensFeatures(text, from, i)) {
          this.keepRest(text.slice(from, i + 1));
          from = i + 1;
          this.inFeatures = true;
        }
      } else if (code === CLOSE || code === CLOSE_LIST) this.depth -= 1;
    }
    if (this.inFeatures) { if (this.pieceAt) this.keepPiece(text.slice(from)); } else if (this.started) this.keepRest(text.slice(from));
    this.consumed += text.length;
  }

  private opensFeatures(text: string, from: number, index: number): boolean {
    return /"features"\s*:\s*$/.test(this.restTail + text.slice(Math.max(from, index - 200), index));
  }

  /** A comma or the closing bracket of the feature list. Returns where the text not yet kept starts. */
  private separator(text: string, index: number, from: number, code: number): number {
    if (this.pieceAt) this.keepPiece(text.slice(from, index));
    const emptyList = code === CLOSE_LIST && this.pieceAt === null && !this.afterComma;
    if (!emptyList) this.finishElement(text, index);
    this.afterComma = code === COMMA;
    if (code === COMMA) return index + 1;
    this.inFeatures = false;
    this.depth -= 1;
    this.tailFrom = this.restSize;
    this.tailAt = this.place(index);
    return index;
  }

  /** Checks that the document ended. `size` in bytes, for the message. */
  finish(size: number): Outline {
    if (!this.started) throw new IngestProblem('file_unreadable', size === 0 ? 'The file is empty.' : `The file holds nothing but white space (${size} bytes).`, 'byte 0');
    if (this.depth > 0 || this.inString) {
      throw new IngestProblem('file_truncated', `The file ends at byte ${size} in the middle of ${this.inString ? 'a text' : 'an open bracket'}: it was cut off. Export or download it again.`, `byte ${size}, ${placeName(this.place(0))}`);
    }
    return { text: this.rest.join(''), tailFrom: this.tailFrom, tailAt: this.tailAt, elements: this.elements };
  }
}
