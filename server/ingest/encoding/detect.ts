import { areTexts, decodeBytes } from './decode.ts';

export interface Detection {
  readonly encoding: string;
  /** `ascii`: no byte decides; `sure`: strict UTF-8, or text that is plausible in this encoding only; `unsure`: the likeliest of several. */
  readonly certainty: 'ascii' | 'sure' | 'unsure';
}

/** How likely two bytes are a frequent character of an encoding, 0..1. The rows of the code charts are by frequency: level 1 first. */
type Weigh = (lead: number, trail: number) => number;
const weighGb: Weigh = (lead, trail) => (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1 ? 1 : lead >= 0xd8 && lead <= 0xf7 && trail >= 0xa1 ? 0.3 : lead >= 0xa1 && lead <= 0xa3 && trail >= 0xa1 ? 0.6 : 0.05);
const weighBig5: Weigh = (lead, trail) => {
  const isTrail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1;
  return !isTrail ? 0 : lead >= 0xa4 && lead <= 0xc6 ? 1 : lead >= 0xc9 && lead <= 0xf9 ? 0.3 : 0.3;
};
const weighShiftJis: Weigh = (lead) => (lead === 0x82 || lead === 0x83 ? 1 : lead >= 0x88 && lead <= 0x97 ? 0.9 : lead === 0x81 ? 0.5 : lead >= 0xa1 && lead <= 0xdf ? 0.02 : 0.2);
const weighEucJp: Weigh = (lead, trail) => (trail < 0xa1 ? 0 : lead === 0xa4 || lead === 0xa5 ? 1.2 : lead >= 0xb0 && lead <= 0xcf ? 0.8 : 0.2);
/** Korean syllables lie where the frequent Chinese characters of GB 2312 lie: without a statement such bytes are Chinese here. */
const weighEucKr: Weigh = (lead, trail) => (trail >= 0xa1 && lead >= 0xb0 && lead <= 0xc8 ? 0.85 : 0.1);
const CANDIDATES: readonly (readonly [string, Weigh])[] = [['gb18030', weighGb], ['big5', weighBig5], ['shift_jis', weighShiftJis], ['euc-jp', weighEucJp], ['euc-kr', weighEucKr]];

function plausibility(samples: readonly Uint8Array[], encoding: string, weigh: Weigh): number {
  if (!areTexts(samples, encoding)) return 0;
  let sum = 0, characters = 0, kana = 0;
  for (const bytes of samples) {
    for (let i = 0; i < bytes.length; i += 1) {
      const lead = bytes[i]!;
      if (lead < 0x80) continue;
      const isHalfKana = encoding === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf;
      const trail = isHalfKana ? 0 : bytes[i + 1] ?? 0;
      characters += 1;
      sum += weigh(lead, trail);
      if (encoding === 'euc-jp' && (lead === 0xa4 || lead === 0xa5)) kana += 1;
      if (!isHalfKana) i += 1;
    }
  }
  // Japanese text has kana; Chinese text in the same bytes has none.
  if (encoding === 'euc-jp' && kana < characters * 0.15) return 0;
  return characters === 0 ? 0 : sum / characters;
}

/** Letters of western alphabets stand alone between plain ones; characters of two bytes come in pairs. */
function isWestern(samples: readonly Uint8Array[]): boolean {
  let alone = 0, runs = 0;
  for (const bytes of samples) {
    for (let i = 0; i < bytes.length; i += 1) {
      if (bytes[i]! < 0xa0) continue;
      let end = i;
      while (end < bytes.length && bytes[end]! >= 0x80) end += 1;
      runs += 1;
      const next = bytes[end] ?? 0x20;
      if (end - i === 1 && ((next >= 0x61 && next <= 0x7a) || next === 0x20 || next === 0)) alone += 1;
      i = end;
    }
  }
  return runs > 0 && alone > runs * 0.7;
}

const isPlain = (bytes: Uint8Array): boolean => { for (let i = 0; i < bytes.length; i += 1) if (bytes[i]! >= 0x80) return false; return true; };
const ENOUGH = 0.55;

/** The encoding of texts nothing is known of: strict UTF-8 first, then the likeliest (standards.md §3.3). */
export function detectEncoding(texts: Iterable<Uint8Array>): Detection {
  const samples: Uint8Array[] = [];
  for (const bytes of texts) if (!isPlain(bytes)) samples.push(bytes);
  if (samples.length === 0) return { encoding: 'utf-8', certainty: 'ascii' };
  if (areTexts(samples, 'utf-8')) return { encoding: 'utf-8', certainty: 'sure' };
  if (isWestern(samples)) return { encoding: 'windows-1252', certainty: 'unsure' };
  let best = 'gb18030', most = -1, second = -1;
  for (const [encoding, weigh] of CANDIDATES) {
    const score = plausibility(samples, encoding, weigh);
    if (score > most) { second = most; most = score; best = encoding; } else if (score > second) second = score;
  }
  if (most <= 0) return { encoding: 'windows-1252', certainty: 'unsure' };
  return { encoding: best, certainty: most >= ENOUGH && most - second > 0.12 ? 'sure' : 'unsure' };
}

const HAN = /\p{Script=Han}/gu;
/** True where text declared as something else is UTF-8 beyond doubt: strictly valid, and with Chinese characters in it. */
export function isUtf8WithHan(texts: Iterable<Uint8Array>): boolean {
  let han = 0;
  for (const bytes of texts) {
    if (isPlain(bytes)) continue;
    const { text, fault } = decodeBytes(bytes, 'utf-8');
    if (fault === 'broken') return false;
    han += text.match(HAN)?.length ?? 0;
  }
  return han >= 2;
}
