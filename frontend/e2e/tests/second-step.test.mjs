// The authenticator app: set up, used at the door, lost, and given up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { authenticator } from '../harness/authenticator.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { isFocused, keyboard } from '../harness/keyboard.mjs';
import { HANAKO, PASSWORD, PEOPLE, WITH_APP } from '../harness/people.mjs';
import { secondStep } from '../harness/second-step.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const MAILED_CODE = /^\d{8}\s*$/m;
const RECOVERY_CODE = /[0-9a-z]{4}(-[0-9a-z]{4}){3}/;

for (const [language, width] of [['ja', 375], ['en', 1280]]) {
  test(`a person signs in by an app, by a recovery code, and by mail again (${language}, ${width} px)`, () =>
    onPage({ language, width }, (tab, server) => wholeWay(tab, server, PEOPLE[language])));
}

async function wholeWay(tab, server, person) {
  const { page, watched } = tab;
  const own = secondStep(tab, server);
  const { say, button, field } = own;
  const refused = page.getByRole('alert').filter({ hasText: say('app.summary.problem') });

  await own.signIn(person);
  await own.openSecurity();
  const phone = await own.beginSetUp();
  assert.ok(phone.label.includes(person.email), `the app names the account: ${phone.label}`);
  await copies('security.setUp.copyKey', phone.secret);

  watched.allow(401);
  await own.confirm('000000');
  await refused.waitFor();
  await own.confirm(await phone.code());
  const codes = await own.recoveryCodes();
  await hears(/認証アプリが設定|authenticator app was set up/);
  const file = await own.saved();
  assert.equal(file.name, 'recovery-codes.txt');
  assert.ok([person.email, ...codes].every((text) => file.text.includes(text)), file.text);
  await copies('security.recovery.copy', codes.join('\n'));
  await own.store();
  await own.codesLeft(10);
  await page.reload();
  await own.codesLeft(10);
  assert.ok(!(await page.content()).includes(codes[0]), 'they are never shown again');

  await own.signOut();
  const code = await phone.code();
  await own.enterPassword(person, PASSWORD);
  await own.arriveBy('auth.fields.code', code);

  await own.signOut();
  await own.enterPassword(person, PASSWORD);
  await field('auth.fields.code').fill(code);
  await button('auth.code.verify').click();
  await refused.waitFor();
  await button('auth.code.useRecovery').click();
  await field('auth.fields.recoveryCode').fill('0000-0000-0000-0000');
  await button('auth.code.verify').click();
  await refused.getByText(say('auth.code.recoveryWrong')).waitFor();
  await own.arriveBy('auth.fields.recoveryCode', codes[0].toUpperCase().replaceAll('-', ' '));
  assert.ok(!server.mails.has(person.email, MAILED_CODE), 'whoever has an app gets no code by mail');
  await hears(/リカバリーコード: 9個|codes left: 9/);

  await own.openSecurity();
  await own.codesLeft(9);
  await own.renew();
  const next = await own.recoveryCodes();
  await hears(/新しいリカバリーコードが作成|New recovery codes were made/);
  assert.deepEqual(next.filter((one) => codes.includes(one)), []);
  await own.store();
  await own.codesLeft(10);

  await own.remove();
  await page.getByRole('status').getByText(say('security.acts.removed')).waitFor();
  await button('security.method.setUp').waitFor();
  await hears(/認証アプリによるログインが停止|no longer uses an authenticator app/);
  await own.signOut();
  await own.signIn(person);

  // In either language: the account's may be another than that of the page.
  async function hears(pattern) {
    const { body } = await server.mails.take(person.email, pattern);
    assert.ok(!body.includes(phone.secret) && !RECOVERY_CODE.test(body), 'no mail holds a secret');
  }

  async function copies(act, text) {
    await tab.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(act).click();
    await page.getByRole('status').getByText(say('app.copied')).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  }
}

test('whoever signed in long ago proves first that it is himself, by keyboard alone', () => onPage({}, prove));

async function prove(tab, server) {
  const { page, watched } = tab;
  const own = secondStep(tab, server);
  const { say, button, dialog } = own;
  const { press, type, key } = keyboard(page);
  const password = dialog.getByLabel(say('account.fields.currentPassword'));
  await own.signIn(HANAKO);
  await own.openSecurity();
  await own.asksForProof('POST', '/me/totp');

  await press(button('security.method.setUp'));
  await dialog.getByText(say('security.stepUp.byPassword')).waitFor();
  await key('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await isFocused(button('security.method.setUp')), 'the focus comes back to where it was');

  await key('Enter');
  await type(password, 'not the password');
  watched.allow(401, 422);
  await key('Enter');
  await dialog.getByRole('alert').getByRole('link', { name: say('account.fields.currentPassword') }).waitFor();
  // A wrong password makes everybody wait for a second.
  await page.waitForTimeout(1_100);
  await type(password, PASSWORD);
  await key('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await atHeading('security.setUp.title');
  const phone = await own.scanned();
  await type(own.field('auth.fields.code'), await phone.code());
  await key('Enter');
  await atHeading('security.recovery.title');
  await press(button('security.recovery.stored'));
  await atHeading('account.security.twoStep');
  await own.codesLeft(10);

  async function atHeading(words) {
    await page.locator(':focus').and(page.getByRole('heading', { name: say(words), exact: true })).waitFor();
  }
}

test('whoever has an app proves by it, and comes back by a recovery code', () => onPage({}, comeBack));

async function comeBack(tab, server) {
  const { page, watched } = tab;
  const own = secondStep(tab, server);
  const { say, button, field, dialog } = own;
  const phone = authenticator(WITH_APP.secret);
  await own.enterPassword(WITH_APP, PASSWORD);
  await own.arriveBy('auth.fields.code', await phone.code());
  await own.openSecurity();

  await own.asksForProof('POST', '/me/recovery-codes');
  await own.renew();
  await dialog.getByText(say('security.stepUp.byApp')).waitFor();
  await dialog.getByRole('button', { name: say('auth.code.useRecovery') }).click();
  await page.locator(':focus').and(field('auth.fields.recoveryCode')).waitFor();
  await dialog.getByRole('button', { name: say('auth.code.useApp') }).click();
  await field('auth.fields.code').fill(await phone.code());
  await dialog.getByRole('button', { name: say('security.stepUp.proceed') }).click();
  const [code] = await own.recoveryCodes();
  await own.store();

  watched.allow(401);
  await tab.context.clearCookies();
  await own.goTo('app.pages.profile');
  await dialog.getByText(say('auth.lapsed.title')).waitFor();
  await field('auth.fields.email').fill(WITH_APP.email);
  await field('auth.fields.password').fill(PASSWORD);
  await button('auth.login.next').click();
  await button('auth.code.useRecovery').click();
  await field('auth.fields.recoveryCode').fill(code);
  await button('auth.code.verify').click();
  await page.getByText(say('auth.lapsed.back')).waitFor();
}

// A browser and a server of one's own: a second step is changed for good.
async function onPage(options, play) {
  const server = await startServer();
  try {
    const tab = await openPage(browser, { origin: server.origin, ...options });
    await play(tab, server);
    await tab.close();
  } finally {
    await server.stop();
  }
}
