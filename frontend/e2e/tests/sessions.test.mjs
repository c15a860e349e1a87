// One's own security: where one is signed in, who was, and what a stranger leaves behind.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { isFocused, keyboard } from '../harness/keyboard.mjs';
import { PEOPLE } from '../harness/people.mjs';
import { sessions } from '../harness/sessions.mjs';
import { startServer } from '../harness/server.mjs';
import { LANGUAGES } from '../harness/words.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const language of LANGUAGES) {
  for (const width of [375, 1280]) {
    test(`a browser is seen and signed out from another one (${language}, ${width} px)`, async () => {
      const server = await startServer();
      const [tab, other] = [await open(server, language, width), await open(server, language, width)];
      const [own, theirs] = [sessions(tab, server), sessions(other, server)];
      try {
        await own.signIn();
        assert.deepEqual(server.mails.rest(), [], 'the very first browser is no news');
        await theirs.signIn();
        await newBrowserIsTold(server, language);

        await own.openSecurity();
        assert.equal(await own.elsewhere.count(), 1);
        await own.signOutElsewhere();
        await own.elsewhere.waitFor({ state: 'detached' });
        await theirs.isSignedOut();
        await tab.close();
        await other.close();
      } finally {
        await server.stop();
      }
    });
  }
}

test('all other browsers are signed out at once, by keyboard alone', async () => {
  const server = await startServer();
  const tab = await open(server, 'ja');
  const others = [await open(server, 'ja'), await open(server, 'ja')];
  const own = sessions(tab, server);
  try {
    await own.signIn();
    for (const other of others) await sessions(other, server).signIn();
    await own.openSecurity();
    assert.equal(await own.elsewhere.count(), 2);

    const { press } = keyboard(tab.page);
    await press(own.button('sessions.endOthers'));
    await own.dialog.getByText(own.say('sessions.endOthersTitle')).waitFor();
    await press(own.dialog.getByRole('button', { name: own.say('app.cancel') }));
    await own.dialog.waitFor({ state: 'hidden' });
    assert.equal(await own.elsewhere.count(), 2, 'nothing is done without a yes');

    await press(own.button('sessions.endOthers'));
    await press(own.dialog.getByRole('button', { name: own.say('sessions.endOthers') }));
    await own.elsewhere.first().waitFor({ state: 'detached' });
    const heading = tab.page.getByRole('heading', { name: own.say('sessions.title'), exact: true });
    assert.ok(await isFocused(heading), 'the keyboard stays at the list');
    for (const other of others) await sessions(other, server).isSignedOut();
    await Promise.all([tab, ...others].map((one) => one.close()));
  } finally {
    await server.stop();
  }
});

test('the history tells who came in and who was refused', async () => {
  const server = await startServer();
  const [tab, stranger] = [await open(server, 'ja'), await open(server, 'ja')];
  const [own, other] = [sessions(tab, server), sessions(stranger, server)];
  try {
    await own.signIn();
    await own.signOut();
    await own.signIn();
    stranger.watched.allow(401);
    await other.enterPassword(PEOPLE.ja, 'not the password');
    await stranger.page.getByText(other.say('app.summary.problem')).waitFor();

    await own.openSecurity();
    for (const [place, outcome, isNew] of [
      [1, 'sessions.history.passwordRefused', true],
      [2, 'sessions.history.succeeded', false],
      [3, 'sessions.history.succeeded', true],
    ]) {
      const row = own.history.nth(place);
      await row.getByText(own.say(outcome), { exact: true }).waitFor();
      await row.getByText('Chrome, Linux').waitFor();
      const mark = row.getByText(own.say('sessions.history.firstUse'), { exact: true });
      assert.equal(await mark.count(), isNew ? 1 : 0, `row ${place}`);
    }
    assert.deepEqual(server.mails.rest(), [], 'a known browser is no news, nor is a refusal');
    await Promise.all([tab.close(), stranger.close()]);
  } finally {
    await server.stop();
  }
});

test('a long history is turned page by page without leaving the page', async () => {
  const server = await startServer();
  const tab = await open(server, 'ja');
  const own = sessions(tab, server);
  try {
    await own.signIn();
    await tab.page.route('**/api/v1/me/sign-ins?*', (route) => {
      const page = Number(new URL(route.request().url()).searchParams.get('page') ?? 1);
      return route.fulfill({ json: { items: rows(page), total: 23, next: null } });
    });
    await own.openSecurity();
    await own.history.filter({ hasText: '203.0.113.0' }).waitFor();
    await own.button('app.pagination.next').click();
    await own.history.filter({ hasText: '203.0.113.10' }).waitFor();
    assert.equal(new URL(tab.page.url()).pathname, '/me/security');
    await own.button('app.pagination.next').click();
    await own.history.filter({ hasText: '203.0.113.22' }).waitFor();
    assert.equal(await own.button('app.pagination.next').getAttribute('aria-disabled'), 'true');
    await own.button('app.pagination.previous').click();
    await own.history.filter({ hasText: '203.0.113.10' }).waitFor();
    await tab.close();
  } finally {
    await server.stop();
  }
});

const open = (server, language, width = 1280) => openPage(browser, { origin: server.origin, language, width });

// The mail says when, where from and with what, and leads to a new password.
async function newBrowserIsTold(server, language) {
  const mail = await server.mails.take(PEOPLE[language].email, /\/me\/security/);
  for (const part of ['Chrome, Linux', '127.0.0.1', '/password-reset']) assert.ok(mail.body.includes(part), part);
}

function rows(page) {
  const first = (page - 1) * 10;
  const numbers = Array.from({ length: Math.min(10, 23 - first) }, (_, index) => first + index);
  return numbers.map((number) => ({
    id: `0198c000-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`,
    at: `2026-09-17T05:${String(59 - number).padStart(2, '0')}:00Z`,
    outcome: 'succeeded',
    factor: 'mailOtp',
    trustedBrowser: false,
    address: `203.0.113.${number}`,
    userAgent: '',
    knownBrowser: true,
  }));
}
