import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP's smallest setting for scrypt: N = 2^15, r = 8, p = 3 would also do; memory is 128·N·r = 32 MiB.
const cost = 2 ** 15;
const blockSize = 8;
const parallelism = 3;
const keyLength = 32;

function derive(password: string, salt: Buffer, n: number, r: number, p: number, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => { if (error) reject(error); else resolve(key); });
  });
}

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, blockSize, parallelism, keyLength);
  return ['scrypt', cost, blockSize, parallelism, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), Number(n), Number(r), Number(p), expected.length);
  return timingSafeEqual(actual, expected);
}

/** A password to be printed once and typed by a person: no look-alike letters, 80 bits. */
export function randomPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const picked = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
  return picked.replace(/(.{4})(?!$)/g, '$1-');
}
