// The first password that an admin has chosen opens one door only: to a password of one's own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accounts } from '../harness/accounts.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { PAGES } from '../harness/pages.mjs';
import { AKARI } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

const INITIAL = 'quay7lantern';
const OWN = 'tide2harbour9';
const NEW = {
  name: '岸辺 澪',
  email: 'mio@todai-butsuryu.example',
  memberNumber: AKARI.memberNumber,
  department: '倉庫管理部',
};

test('whoever got an initial password sets one of his own before anything else', async () => {
  await addWithInitialPassword();
  const mail = await server.mails.take(NEW.email, new RegExp(AKARI.memberNumber));
  assert.ok(!mail.body.includes(INITIAL), 'no mail holds the password');

  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const { page, watched } = tab;
  const own = steps(tab, server);
  const { say, button, field } = own;
  const first = page.getByRole('heading', { name: say('account.own.title'), level: 1 });
  await own.signInAtPortPlus(NEW, INITIAL);
  await first.waitFor();
  for (const { path } of PAGES.filter(({ access, isOneOfMany }) => access === 'SignedIn' && !isOneOfMany)) {
    await page.goto(path);
    await first.waitFor();
  }
  assert.equal(await page.getByRole('navigation', { name: say('app.menu.label') }).count(), 0);
  watched.allow(403);
  const refused = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/port-applications');
    return [answer.status, (await answer.json()).code];
  });
  assert.deepEqual(refused, [403, 'passwordChangeRequired']);

  await setOwn(INITIAL);
  await page.getByRole('alert').getByRole('link').first().waitFor();
  await setOwn(OWN);
  await first.waitFor({ state: 'detached' });
  await own.goTo('app.pages.portPlus');
  await page.getByRole('table').waitFor();
  await server.mails.take(NEW.email, /パスワード/);

  await own.signOut();
  await own.signInAtPortPlus(NEW, OWN);
  assert.equal(await first.count(), 0);
  await tab.close();

  async function setOwn(password) {
    await field('account.fields.currentPassword').fill(INITIAL);
    await field('account.fields.newPassword').fill(password);
    await field('account.fields.confirmation').fill(password);
    await button('account.own.set').click();
  }
});

async function addWithInitialPassword() {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const admin = accounts(tab, server);
  const { page } = tab;
  await admin.signIn(AKARI);
  await admin.openList();
  await admin.begin(NEW);
  await page.getByRole('radio', { name: admin.say('accounts.way.initialPassword') }).check();
  await admin.field('accounts.fields.initialPassword').fill('short');
  await admin.field('accounts.fields.confirmation').fill('other');
  await admin.button('accounts.new.toReview').click();
  const summary = page.getByRole('alert');
  for (const field of ['initialPassword', 'confirmation']) {
    await summary.getByRole('link', { name: `${admin.say(`accounts.fields.${field}`)}:` }).first().waitFor();
  }
  await admin.field('accounts.fields.initialPassword').fill(INITIAL);
  await admin.field('accounts.fields.confirmation').fill(INITIAL);
  await admin.add(NEW);
  await page.getByText(admin.say('accounts.result.hand')).waitFor();
  assert.ok(!(await page.content()).includes(INITIAL), 'it is never shown again');
  await tab.close();
}
