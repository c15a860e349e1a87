// The whole way of a person: in, around, out, and back after a forgotten password.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { COMPANY, PASSWORD, PEOPLE } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';
import { LANGUAGES } from '../harness/words.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const CHANGED = 'staple on the quay 42';
const RESET = 'lanterns over the bay 7';

for (const language of LANGUAGES) {
  for (const width of [375, 1280]) {
    test(`a person signs in, changes the password and resets it (${language}, ${width} px)`, async () => {
      const server = await startServer();
      const tab = await openPage(browser, { origin: server.origin, language, width });
      try {
        await wholeWay(tab, server, PEOPLE[language]);
        await tab.close();
      } finally {
        await server.stop();
      }
    });
  }
}

test('a password may be pasted, as managers of passwords do', async (t) => {
  const server = await startServer();
  t.after(() => server.stop());
  const tab = await openPage(browser, { origin: server.origin });
  const { field, button, heading, enterCode } = steps(tab, server);
  await tab.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  await tab.page.goto('/login');
  await heading('app.pages.login').waitFor();
  await field('auth.fields.email').fill(PEOPLE.ja.email);
  await tab.page.evaluate((text) => navigator.clipboard.writeText(text), PASSWORD);
  await field('auth.fields.password').focus();
  await tab.page.keyboard.press('Control+V');
  await button('auth.login.next').click();
  await enterCode(PEOPLE.ja);
  await tab.close();
});

async function wholeWay(tab, server, person) {
  const { page } = tab;
  const { say, button, field, heading, goTo, signIn, signOut } = steps(tab, server);

  await signIn(person, PASSWORD);
  await goTo('app.pages.company');
  await page.getByRole('main').getByText(COMPANY).first().waitFor();
  await page.getByRole('main').getByText(person.memberNumber).first().waitFor();

  await goTo('app.pages.security');
  await changePassword(PASSWORD, CHANGED);
  await server.mails.take(person.email, /\/password-reset/);
  await signOut();

  const link = await requestLink();
  await page.goto(link);
  await heading('app.pages.newPassword').waitFor();
  await field('auth.fields.email').fill(person.email);
  await field('auth.fields.name').fill(person.name);
  await field('auth.fields.phone').fill(person.phone ?? '');
  await field('auth.fields.newPassword').fill(RESET);
  await field('auth.fields.confirmation').fill(RESET);
  await button('auth.newPassword.set').click();
  await page.getByText(say('auth.newPassword.doneTitle')).waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the secret of the link leaves the address bar');

  await signIn(person, RESET);

  async function changePassword(current, next) {
    const form = field('account.fields.currentPassword');
    if (!(await form.isVisible())) await button('account.security.change').click();
    await form.fill(current);
    await field('account.fields.newPassword').fill(next);
    await field('account.fields.confirmation').fill(next);
    await button('account.security.change').last().click();
    await page.getByText(say('account.security.changed')).first().waitFor();
  }

  async function requestLink() {
    await page.goto('/login');
    await page.getByRole('link', { name: say('auth.login.forgot') }).click();
    await heading('app.pages.passwordReset').waitFor();
    await field('auth.fields.email').fill(person.email);
    await button('auth.reset.send').click();
    await page.getByText(say('auth.reset.sentTitle')).waitFor();
    return server.mails.link(person.email);
  }
}
