// The admin of a company lets a program in, limits from where the company is used, sends somebody
// out, and reads in the trail what was done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { HANAKO, TARO } from '../harness/people.mjs';
import { sessions } from '../harness/sessions.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const PROGRAM = 'Room booking 会議室予約';
const OWN = '127.0.0.1';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [language, width] of [['ja', 1280], ['en', 375]]) {
  test(`an admin keeps the company safe (${language}, ${width} px)`, async (t) => {
    const server = await startServer();
    t.after(() => server.stop());
    const tab = await openPage(browser, { origin: server.origin, language, width });
    const admin = steps(tab, server);
    await admin.signIn(HANAKO);

    const program = await letsAProgramIn(admin, tab.page, server);
    await restrictsAddresses(admin, tab);
    await sendsSomebodyOut(admin, tab.page, server, language);
    await suspendsTheProgram(admin, tab.page, program);
    await readsTheTrail(admin, tab.page);
    await tab.close();
  });
}

// Makes an API client in the pages, and uses its secret as a program would.
async function letsAProgramIn(admin, page, server) {
  const { say, goTo, link, field, button, heading } = admin;
  await goTo('app.pages.apiClients');
  await link('app.pages.newApiClient').click();
  await heading('app.pages.newApiClient').waitFor();
  await field('api_clients.fields.name').fill(PROGRAM);
  await button('api_clients.new.act').click();
  await page.getByText(say('app.summary.title')).waitFor();

  for (const scope of ['contractsRead', 'logRead']) await page.getByLabel(say(`api_clients.scopes.${scope}`)).check();
  await page.getByLabel(say('groups.automatic.name')).check();
  await button('api_clients.new.act').click();
  await page.getByRole('heading', { name: say('api_clients.new.done') }).waitFor();
  const shown = (term) =>
    page.locator('dl > div', { has: page.getByText(say(term), { exact: true }) }).locator('code').innerText();
  const [id, secret] = [await shown('api_clients.fields.clientId'), await shown('api_clients.issued.secret')];

  const call = async (path) => {
    const asked = await fetch(`${server.origin}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!asked.ok) return asked;
    const { access_token: token } = await asked.json();
    return fetch(`${server.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  };
  const answer = await call('/contracts');
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).total, 45);
  const refused = await call('/accounts');
  assert.equal(refused.status, 403);

  await link('api_clients.issued.stored').click();
  await page.getByRole('heading', { name: PROGRAM, level: 1 }).waitFor();
  assert.equal(await page.getByText(secret).count(), 0, 'the secret is shown once');

  // Both calls stand in the log, and one is found by the id of its request.
  const calls = page.getByRole('region', { name: say('api_clients.calls.title') });
  await calls.getByText('GET /api/v1/contracts').waitFor();
  await calls.getByRole('link', { name: say('api_clients.calls.all') }).click();
  await heading('app.pages.apiLog').waitFor();
  const rows = page.getByRole('row').filter({ hasText: '/api/v1/' });
  await rows.nth(1).waitFor();
  await field('api_clients.calls.requestId').fill(refused.headers.get('x-request-id'));
  await button('api_clients.calls.search').click();
  await rows.nth(1).waitFor({ state: 'detached' });
  await rows.getByText('GET /api/v1/accounts').waitFor();
  return { call };
}

// The page keeps the admin from locking himself out.
async function restrictsAddresses({ say, goTo, field, button }, { page, watched }) {
  await goTo('app.pages.companySecurity');
  await button('company.networks.edit').click();
  const form = page.locator('.networks-form');
  const save = form.getByRole('button', { name: say('app.save') });
  await field('company.networks.network').first().fill('203.0.113.0/24');
  watched.allow(422);
  await save.click();
  await page.getByText(say('app.summary.title')).waitFor();
  await form.locator('.field__error').getByText(OWN).waitFor();
  await page.reload();
  await page.getByText(say('company.networks.unlimited'), { exact: true }).waitFor();

  await button('company.networks.edit').click();
  await field('company.networks.network').first().fill('203.0.113.0/24');
  await form.getByRole('button', { name: say('company.networks.addOwn', { address: OWN }) }).click();
  await save.click();
  await page.getByRole('status').getByText(say('company.security.saved')).waitFor();
  await page.getByText(say('company.networks.limited', { count: 2 })).waitFor();
}

// Somebody else is signed in; the admin ends that, and he is out with his next step.
async function sendsSomebodyOut({ say, goTo, button }, page, server, language) {
  const other = await openPage(browser, { origin: server.origin, language });
  const theirs = sessions(other, server);
  await theirs.signIn(TARO);

  await goTo('app.pages.accounts');
  await page.getByRole('link', { name: TARO.name, exact: true }).click();
  await page.getByRole('heading', { name: TARO.name, level: 1 }).waitFor();
  await button('accounts.sessions.endAll').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(say('accounts.sessions.endAllTitle')).waitFor();
  await dialog.getByRole('button', { name: say('accounts.sessions.endAll') }).click();
  await page.getByRole('status').getByText(say('accounts.sessions.allEnded')).waitFor();
  await theirs.isSignedOut();
  await other.close();
}

async function suspendsTheProgram({ say, goTo, button }, page, program) {
  await goTo('app.pages.apiClients');
  await page.getByRole('link', { name: PROGRAM, exact: true }).click();
  await page.getByRole('heading', { name: PROGRAM, level: 1 }).waitFor();
  await button('api_clients.deeds.suspendAct').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(say('api_clients.deeds.suspendConsequence')).waitFor();
  await dialog.getByRole('button', { name: say('api_clients.deeds.suspendAct') }).click();
  await page.getByRole('status').getByText(say('api_clients.deeds.suspended')).waitFor();
  assert.equal((await program.call('/contracts')).status, 401);
}

// What was done is told in sentences that name who did it and to what.
async function readsTheTrail({ say, goTo }, page) {
  await goTo('app.pages.audit');
  const person = ({ name }) => say('audit.who.person', { name });
  for (const [action, what] of [
    ['apiClientCreated', PROGRAM],
    ['companySecurityChanged', ''],
    ['accountSessionsEnded', person(TARO)],
    ['apiClientSuspended', PROGRAM],
  ]) {
    const sentence = say(`audit.did.${action}`).replace('{who}', person(HANAKO)).replace('{what}', what);
    await page.locator('.trail').getByText(sentence).waitFor();
  }
}
