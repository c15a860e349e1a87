// Clients in two languages, generated from the API document, go the same way at a real server.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { startServer } from '../../frontend/e2e/harness/server.mjs';

const run = promisify(execFile);
const here = (path) => new URL(path, import.meta.url).pathname;

const clients = {
  Python: [process.env.CLIENTS_PYTHON, [here('python/flow.py')], here('python/generated')],
  TypeScript: [process.execPath, [here('typescript/generated/program/flow.js')]],
};

for (const [language, [program, words, library = '']] of Object.entries(clients)) {
  test(`a program in ${language} applies, changes and cancels through a generated client`, async (t) => {
    const server = await startServer();
    t.after(() => server.stop());
    const { stdout } = await run(program, words, {
      env: {
        PATH: process.env.PATH,
        PYTHONPATH: library,
        PYTHONDONTWRITEBYTECODE: '1',
        MINATO: server.origin,
        // Of the demo data.
        CLIENT_ID: 'mc_demo',
        CLIENT_SECRET: 'Minato-demo-secret-2026',
      },
    });
    const told = JSON.parse(stdout);
    assert.equal(new Set(told.contracts).size, 45);
    const [number, ports] = told.applied;
    assert.match(number, /^SO-\d{5}-0$/);
    assert.equal(ports, 2);
    const revised = number.replace(/0$/, '1');
    assert.deepEqual(told.changed, [revised, 4]);
    assert.equal(told.stale, 'preconditionFailed');
    assert.deepEqual(told.read, [revised, told.day, 'cancelled']);
  });
}
