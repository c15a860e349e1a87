// Skipping the second step where an admin allows it, another e-mail address, and help where mails
// do not arrive.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { HANAKO, PASSWORD } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [language, width] of [['ja', 375], ['en', 1280]]) {
  test(`a browser skips the second step once an admin allows it (${language}, ${width} px)`, () =>
    onPage({ language, width }, skipping));
  test(`an e-mail address changes by the link to the new one (${language}, ${width} px)`, () =>
    onPage({ language, width }, otherAddress));
}

// Hanako is an admin: she allows it, ticks it at the door, and comes in by her password alone.
async function skipping({ page, own, say, button, field, heading, server }) {
  await own.signIn(HANAKO);
  await own.goTo('app.pages.companySecurity');
  await page.getByText(say('company.security.refused'), { exact: true }).waitFor();
  await button('company.security.allow').click();
  await page.getByRole('status').getByText(say('company.security.saved')).waitFor();
  await page.getByText(say('company.security.allowed'), { exact: true }).waitFor();

  await own.signOut();
  await own.enterPassword(HANAKO, PASSWORD);
  await heading('app.pages.loginCode').waitFor();
  await field('auth.fields.trustBrowser').check();
  await own.arriveBy('auth.fields.code', await server.mails.code(HANAKO.email));
  await own.signOut();
  await own.enterPassword(HANAKO, PASSWORD);
  await own.account.waitFor();

  await own.goTo('app.pages.security');
  const section = page.getByRole('region', { name: say('sessions.trusted.title'), exact: true });
  await section.getByRole('listitem').waitFor();
  await page.getByRole('cell').getByText(say('sessions.history.trusted')).first().waitFor();
  await section.getByRole('button').click();
  await page.getByRole('status').getByText(say('sessions.trusted.ended')).waitFor();
  await section.getByText(say('sessions.trusted.none')).waitFor();

  await own.account.click();
  await button('app.account.signOutAndForget').click();
  await own.enterPassword(HANAKO, PASSWORD);
  await heading('app.pages.loginCode').waitFor();
}

async function otherAddress({ page, own, say, button, field, heading, server }) {
  const next = { ...HANAKO, email: 'h.minato@minato-shoji.example' };
  await own.signIn(HANAKO);
  await own.goTo('app.pages.profile');
  await button('account.email.change').click();
  await field('account.email.new').fill(next.email);
  await button('account.email.send').click();
  await page.getByText(say('account.email.sentTitle')).waitFor();

  const link = await server.mails.link(next.email);
  await page.goto(link);
  await heading('app.pages.confirmEmail').waitFor();
  assert.ok(!page.url().includes('#'), 'the secret leaves the address bar');
  await button('account.email.confirm').click();
  await page.getByText(say('account.email.done')).waitFor();
  await server.mails.take(HANAKO.email, /変更されました|was changed/);

  await own.goTo('app.pages.profile');
  await page.getByRole('definition').getByText(next.email, { exact: true }).waitFor();
  await page.goto('/help/mail');
  await heading('app.pages.mailHelp').waitFor();
  await page.getByText('no-reply@minato.example').waitFor();
  await button('help.testAct').click();
  await page.getByText(say('help.testSent')).waitFor();
  await server.mails.take(next.email, /テストメール|test mail/);

  await own.signOut();
  await own.enterPassword(next, PASSWORD);
  await heading('app.pages.loginCode').waitFor();
  await page.getByRole('link', { name: say('app.pages.mailHelp') }).click();
  await heading('app.pages.mailHelp').waitFor();
  assert.equal(await button('help.testAct').count(), 0, 'strangers have no mail sent');
}

async function onPage(options, walk) {
  const server = await startServer();
  try {
    const tab = await openPage(browser, { origin: server.origin, ...options });
    const own = steps(tab, server);
    await walk({ ...tab, ...own, own, server });
    await tab.close();
  } finally {
    await server.stop();
  }
}
