// What Lighthouse says of the pages that people see most: nothing to mend for accessibility and
// good practice. Its figures of speed would depend on the machine; the size of the pages has a
// budget of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import lighthouse from 'lighthouse';

import { launchWithDoor } from '../harness/browser.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const CATEGORIES = ['accessibility', 'best-practices'];
const SIGNED_OUT = ['/', '/login'];
const SIGNED_IN = ['/', '/contracts', '/contracts/N339001001', '/groups', '/port-plus', '/me/security'];

test('lighthouse has nothing to mend', async (t) => {
  const server = await startServer();
  const { context, door } = await launchWithDoor(server);
  try {
    const tab = { page: await context.newPage(), language: 'ja' };
    await judge(t, server, door, 'signed out', SIGNED_OUT);
    await steps(tab, server).signIn();
    await judge(t, server, door, 'signed in', SIGNED_IN);
  } finally {
    await Promise.all([context.close(), server.stop()]);
  }
});

async function judge(t, { origin }, port, who, paths) {
  for (const path of paths) {
    await t.test(`${path}, ${who}`, async () => {
      const options = { port, onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'error' };
      const { lhr } = await lighthouse(origin + path, options);
      // Somebody who is signed out would see the door instead.
      assert.equal(new URL(lhr.finalDisplayedUrl).pathname, path);
      for (const id of CATEGORIES) {
        const { score, auditRefs } = lhr.categories[id];
        const missed = auditRefs.filter(({ weight, id: audit }) => weight > 0 && (lhr.audits[audit].score ?? 1) < 1);
        const reasons = missed.map(({ id: audit }) => `${audit}: ${lhr.audits[audit].title}`);
        assert.equal(score, 1, `${id} ${score}: ${reasons.join('; ')}`);
        assert.ok(auditRefs.length > 10, `${id} looked at ${auditRefs.length} things only`);
      }
    });
  }
}
