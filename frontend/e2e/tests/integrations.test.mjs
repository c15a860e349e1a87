// The examples of docs/INTEGRATIONS.md, run exactly as they stand there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { example, fromRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';

const run = promisify(execFile);

const blocks = (text, language) =>
  [...text.matchAll(new RegExp('^```' + language + '\\n([\\s\\S]*?)^```', 'gm'))].map(([, code]) => code);

test('the examples of the guide for integrations work as they stand there', async (t) => {
  const server = await startServer();
  t.after(() => server.stop());
  const guide = await readFile(fromRoot('docs/INTEGRATIONS.md'), 'utf8');
  const env = { PATH: process.env.PATH, MINATO: server.origin };
  const [access, ...calls] = blocks(guide, 'sh');

  await t.test('curl', async () => {
    assert.ok(calls.length >= 5, `${calls.length} examples`);
    const script = ['set -euo pipefail', access, ...calls].join('\n');
    const { stdout } = await run('bash', ['-c', script], { env });
    const lines = stdout.trim().split('\n');
    assert.equal(lines.filter((line) => /^N\d{9} /.test(line)).length, 3, stdout);
    assert.match(lines.at(-2), /^SO-\d{5}-0$/);
    assert.equal(lines.at(-1), `${lines.at(-2).replace(/0$/, '1')}: 5`);
  });

  await t.test('Python', async () => {
    const [program] = blocks(guide, 'python');
    const { stdout } = await run('bash', ['-c', `${access}\npython3 -c "$PROGRAM"`], {
      env: { ...env, PROGRAM: program },
    });
    const [contracts, number, changed] = stdout.trim().split('\n');
    assert.equal(contracts, '45 contracts');
    assert.match(number, /^SO-\d{5}-0$/);
    assert.equal(changed, `${number.replace(/0$/, '1')}: 4`);
  });

  await t.test('Rust', async () => {
    const [program] = blocks(guide, 'rust');
    const source = await readFile(fromRoot('crates/minato-client/examples/port_application.rs'), 'utf8');
    const [, code] = source.split('#![allow(clippy::print_stdout)]\n\n');
    assert.equal(code, program, 'the example of the guide is the one that is built');
    const { stdout } = await run('bash', ['-c', `${access}\n"$EXAMPLE"`], {
      env: { ...env, EXAMPLE: example },
    });
    const [contracts, number, changed] = stdout.trim().split('\n');
    assert.equal(contracts, '45 contracts');
    assert.match(number, /^SO-\d{5}-0$/);
    assert.equal(changed, `${number.replace(/0$/, '1')}: 4`);
  });

  await t.test('who builds it with our reqwest gets its TLS into the client', async () => {
    const [manifest] = blocks(guide, 'toml');
    const version = (text) => /^reqwest = \{ version = "(\d+\.\d+)/m.exec(text)?.[1];
    assert.ok(version(manifest));
    assert.equal(version(manifest), version(await readFile(fromRoot('Cargo.toml'), 'utf8')));
  });
});
