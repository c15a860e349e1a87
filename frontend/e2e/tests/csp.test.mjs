// The content security policy holds, and its watchman is awake.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { PAGES } from '../harness/pages.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

test('every answer carries the policy and its companions', async () => {
  const addresses = ['/', '/login', '/robots-of-nobody.txt', '/assets/missing.js', '/docs', '/api/v1/auth/session', '/api/v1/me', '/api/v1/nothing'];
  for (const address of addresses) {
    const { headers } = await fetch(server.origin + address);
    const policy = headers.get('content-security-policy') ?? '';
    const missing = POLICY.filter((directive) => !policy.split(/;\s*/).includes(directive));
    assert.deepEqual(missing, [], `${address}: ${policy}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', address);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', address);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', address);
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', address);
    if (address.startsWith('/api/')) assert.equal(headers.get('cache-control'), 'no-store', address);
  }
});

test('no page breaks the policy', async () => {
  const tab = await openPage(browser, { origin: server.origin });
  const { signIn } = steps(tab, server);
  for (const { path } of PAGES.filter(({ access }) => access !== 'SignedIn')) await visit(tab.page, path);
  await signIn();
  const pages = PAGES.filter(({ access, isOneOfMany }) => access !== 'Door' && !isOneOfMany);
  for (const { path } of pages) await visit(tab.page, path);
  await visit(tab.page, '/no-such-page');
  for (const list of ['/port-plus', '/accounts']) {
    await visit(tab.page, list);
    await tab.page.getByRole('rowheader').first().getByRole('link').click();
    await tab.page.waitForURL((url) => url.pathname.startsWith(`${list}/`));
    await tab.page.getByRole('heading', { level: 2 }).first().waitFor();
  }
  await tab.close();
});

test('a planted script is blocked, and the collector sees it', async () => {
  const tab = await openPage(browser, { origin: server.origin });
  await tab.page.route('/login', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('</body>', '<script>window.planted = true</script></body>');
    assert.match(body, /window\.planted/);
    await route.fulfill({ response, body });
  });
  await visit(tab.page, '/login');
  assert.equal(await tab.page.evaluate(() => window.planted), undefined);
  const violations = tab.watched.problems.filter(({ kind }) => kind === 'violation');
  assert.equal(violations.length, 1, JSON.stringify(tab.watched.problems));
  assert.match(violations[0].text, /^script-src/);
  await assert.rejects(tab.close(), /must not complain/);
});

test('a planted style and a string as code are blocked', async () => {
  const tab = await openPage(browser, { origin: server.origin });
  await visit(tab.page, '/login');
  const outcome = await tab.page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0 }';
    document.head.append(style);
    const script = document.createElement('script');
    let code = 'ran';
    try {
      script.textContent = 'window.planted = true';
      document.head.append(script);
    } catch {
      code = 'refused';
    }
    return { opacity: getComputedStyle(document.body).opacity, planted: window.planted, code };
  });
  assert.deepEqual(outcome, { opacity: '1', planted: undefined, code: 'refused' });
  await tab.context.close();
});

async function visit(page, path) {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}
