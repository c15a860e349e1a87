// Whatever goes wrong in a page without anybody seeing it.
import assert from 'node:assert/strict';

import { listen } from './quiet.mjs';

// Chromium writes a line to the console for each answer of 400 and above.
const RESOURCE = /^Failed to load resource: the server responded with a status of (\d+)/;
// And one for each answer that never came.
const NO_ANSWER = /^Failed to load resource: net::ERR_/;
// What the browser and the program say of a chunk that never came, or is something else.
const NO_CHUNK = /^TypeError: (Failed to fetch|WebAssembly)|integrity/;

export async function watch(page) {
  listen(page);
  const problems = [];
  const allowed = new Set();
  let mayFail = false;
  await page.exposeBinding('reportViolation', (_, violation) => {
    problems.push({ kind: 'violation', ...violation });
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation({ text: `${event.effectiveDirective} ${event.blockedURI} ${event.sample}` });
    });
  });
  page.on('pageerror', (error) => problems.push({ kind: 'error', text: String(error) }));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = message.text();
    const status = RESOURCE.exec(text)?.[1];
    if (mayFail && (NO_ANSWER.test(text) || NO_CHUNK.test(text))) return;
    if (!status || !allowed.has(Number(status))) problems.push({ kind: 'console', text });
  });
  return {
    problems,
    // Statuses that a test provokes on purpose.
    allow: (...statuses) => statuses.forEach((status) => allowed.add(status)),
    // A test takes answers away on purpose.
    allowFailures: () => (mayFail = true),
    assertClean: () => assert.deepEqual(problems, [], 'the page must not complain'),
  };
}
