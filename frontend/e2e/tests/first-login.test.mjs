// The first sign-in as the manual tells it: from the mail to the start page, and back to it
// after the app was lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accounts } from '../harness/accounts.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { firstLogin } from '../harness/first-login.mjs';
import { keyboard } from '../harness/keyboard.mjs';
import { HANAKO, INVITED, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const OWN = 'lanterns over the bay 7';

for (const width of [375, 1280]) {
  test(`a person comes in by the opening mail, with an app, and signs in again by it (${width} px)`, () =>
    onPage({ language: 'ja', width }, fromTheMail));
}

async function fromTheMail(tab, server) {
  const { page, watched } = tab;
  const own = firstLogin(tab, server);
  const { say, button, field, heading } = own;
  const refused = page.getByRole('alert').filter({ hasText: say('app.summary.problem') });
  const mail = server.opening;
  assert.match(mail.subject, /開通のご案内/);
  assert.match(mail.body, /有効期限: .+\(日本時間\)/);
  const [link] = mail.body.match(/https?:\/\/\S+#\S+/);

  await own.open(link);
  watched.allow(401, 410, 422);
  await own.identify({ ...INVITED, name: '磯部 香' });
  await refused.waitFor();
  assert.equal(await field('auth.fields.email').inputValue(), INVITED.email, 'nothing typed is lost');
  await own.identify({ ...INVITED, name: '磯部　シオリ', phone: '０７８１２３４５６８' });
  await heading('first_login.password.title').waitFor();
  await page.locator(':focus').and(heading('first_login.password.title')).waitFor();

  await page.reload();
  await own.choosePassword('password');
  await page.getByRole('alert').getByRole('link').first().waitFor();
  await own.choosePassword(OWN);
  await heading('first_login.app.title').waitFor();
  await own.open(link);
  await own.identify(INVITED);
  const phone = await own.scanned();
  await own.confirm('000000');
  await refused.waitFor();
  await own.confirm(await phone.code());
  const codes = await own.recoveryCodes();
  await own.store();
  await own.start();
  await server.mails.take(INVITED.email, /設定が完了しました/);

  await own.signOut();
  await own.enterPassword(INVITED, OWN);
  await own.arriveBy('auth.fields.code', await phone.code());
  await own.signOut();
  await own.enterPassword(INVITED, OWN);
  await button('auth.code.useRecovery').click();
  await own.arriveBy('auth.fields.recoveryCode', codes[0]);

  await own.open(link);
  await own.identify(INVITED);
  await heading('first_login.spent.title').waitFor();
  await page.getByRole('link', { name: say('first_login.spent.request') }).waitFor();
}

test('a person gets from the mail to the start page by keyboard alone', () => onPage({ language: 'ja' }, byKeyboard));

async function byKeyboard(tab, server) {
  const own = firstLogin(tab, server);
  const { button, field, heading } = own;
  const { press, type, key } = keyboard(tab.page);
  await own.open(server.opening.body.match(/https?:\/\/\S+#\S+/)[0]);
  await type(field('auth.fields.email'), INVITED.email);
  await type(field('auth.fields.name'), INVITED.name);
  await type(field('auth.fields.phone'), INVITED.phone);
  await key('Enter');
  await heading('first_login.password.title').waitFor();
  await type(field('auth.fields.password'), OWN);
  await type(field('auth.fields.passwordConfirmation'), OWN);
  await key('Enter');
  const phone = await own.scanned();
  await type(field('auth.fields.code'), await phone.code());
  await key('Enter');
  await own.recoveryCodes();
  await press(button('first_login.codes.stored'));
  await heading('first_login.done.title').waitFor();
  await press(button('first_login.done.start'));
  await own.welcomed();
}

test('an admin resets the sign-in of somebody who lost everything', () => onPage({ language: 'ja' }, afterALoss));

async function afterALoss(tab, server) {
  const { page } = tab;
  const admin = accounts(tab, server);
  const { say, button, dialog } = admin;
  await admin.signIn(HANAKO);
  await admin.openList();
  await admin.open(TARO);
  await button('accounts.deeds.resetFactorAct').click();
  await dialog.getByText(TARO.name).waitFor();
  await dialog.getByText(say('accounts.deeds.resetFactorConsequence')).waitFor();
  await dialog.getByRole('button', { name: say('accounts.deeds.resetFactorAct') }).click();
  await page.getByRole('status').getByText(say('accounts.deeds.factorReset')).waitFor();
  await page.getByText(say('accounts.standing.invited')).waitFor();

  const other = await openPage(browser, { origin: server.origin, language: 'en' });
  const taro = firstLogin(other, server);
  const mail = await server.mails.take(TARO.email, /first-login/);
  assert.ok(mail.body.includes(HANAKO.name), 'it says who did it');
  await taro.goThrough(mail.body.match(/https?:\/\/\S+#\S+/)[0], TARO, OWN);
  await taro.signOut();
  await taro.signIn(TARO, OWN);
  await other.close();
}

// A browser and a server of one's own: what is set up stays set up.
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
