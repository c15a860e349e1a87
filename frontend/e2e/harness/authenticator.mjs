// An authenticator app: it looks at the QR code on the screen as a phone does, and makes
// one-time codes of what it read (RFC 6238), without knowing anything of ours.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import jsQR from 'jsqr';
import { PNG } from 'pngjs';

const STEP_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

// The app of whoever scans the picture on the page.
export async function scan(picture) {
  const { data, width, height } = PNG.sync.read(await picture.screenshot());
  const read = jsQR(new Uint8ClampedArray(data), width, height);
  assert.ok(read, 'the QR code cannot be read');
  const address = new URL(read.data);
  assert.equal(`${address.protocol}//${address.host}`, 'otpauth://totp');
  const { secret, issuer, algorithm = 'SHA1', digits = '6', period = '30' } = Object.fromEntries(address.searchParams);
  assert.deepEqual({ algorithm, digits, period }, { algorithm: 'SHA1', digits: '6', period: '30' });
  const label = decodeURIComponent(address.pathname.replace(/^\//, ''));
  return { ...authenticator(secret), label, issuer };
}

// The app of whoever typed the secret.
export function authenticator(secret) {
  const key = base32(secret);
  let last = 0;

  // A code that was not given out before: each is taken once. Clocks may differ by a step, so
  // the next one can be used already; for the one after it there is nothing but waiting.
  async function code() {
    const step = Math.max(stepNow(), last + 1);
    if (step > stepNow() + 1) await sleep((step - 1) * STEP_MS - Date.now() + 100);
    last = step;
    return codeOf(key, step);
  }

  return { secret, code };
}

const stepNow = () => Math.floor(Date.now() / STEP_MS);

function codeOf(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.at(-1) & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

function base32(text) {
  const bits = [...text.replace(/=+$/, '')].map((letter) => {
    const value = ALPHABET.indexOf(letter);
    assert.ok(value >= 0, `${letter} is no letter of base32`);
    return value.toString(2).padStart(5, '0');
  });
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
