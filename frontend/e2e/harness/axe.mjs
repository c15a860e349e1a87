// The accessibility rules of axe, every one of WCAG 2.2 AA and the good practices.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// `dialog`: above a backdrop axe cannot tell the background, so it reports contrast as
// undecided; the same components are measured on pages.
export async function assertAccessible(page, what, { dialog = false } = {}) {
  await page.evaluate(source);
  const { violations, passes, incomplete } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    TAGS,
  );
  const found = violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}\n    ${node.failureSummary.replaceAll('\n', '\n    ')}`),
  );
  assert.deepEqual(found, [], `${what} is not accessible:\n${found.join('\n')}`);
  const measured = dialog ? [...passes, ...incomplete] : passes;
  assert.ok(measured.some((rule) => rule.id === 'color-contrast'), `${what}: no contrast was measured`);
}
