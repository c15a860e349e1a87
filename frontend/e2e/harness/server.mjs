// A server of its own for each test: own database, own ports, own mails.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { captureMails } from './mail.mjs';
import { pages, program } from './paths.mjs';
import { INVITED } from './people.mjs';
import { freePort } from './ports.mjs';

const START_LIMIT_MS = 30_000;

export async function startServer(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'minato-e2e-'));
  const mails = await captureMails();
  const [port, opsPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const environment = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite://${join(folder, 'minato.sqlite')}`,
    MINATO_DEMO: 'true',
    MINATO_LISTEN: `127.0.0.1:${port}`,
    MINATO_OPS_LISTEN: `127.0.0.1:${opsPort}`,
    MINATO_PUBLIC_ORIGIN: origin,
    MINATO_SECRET_KEY_FILE: join(folder, 'secret.key'),
    MINATO_SMTP_URL: mails.url,
    MINATO_SPA_DIR: pages,
    MINATO_LOG: 'info',
    MINATO_LOG_FORMAT: 'text',
    ...settings,
  };
  const log = [];
  await finished(run(['demo'], environment, folder, log), log);
  const serving = run(['serve'], environment, folder, log);
  await untilReady(serving, `http://127.0.0.1:${opsPort}/readyz`, log);
  // It leaves at once, and is no mail too many.
  const opening = await mails.take(INVITED.email, /first-login/);

  const stop = async () => {
    serving.kill('SIGTERM');
    await ended(serving);
    await mails.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin, mails, opening, log: () => log.join(''), stop, [Symbol.asyncDispose]: stop };
}

function run(verb, env, cwd, log) {
  const child = spawn(program, verb, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => log.push(String(text)));
  return child;
}

const ended = (child) =>
  child.exitCode !== null || child.signalCode !== null
    ? child.exitCode
    : new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));

async function finished(child, log) {
  const code = await ended(child);
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${log.join('')}`);
}

async function untilReady(child, address, log) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${log.join('')}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(25);
  }
  throw new Error(`the server is not ready:\n${log.join('')}`);
}
