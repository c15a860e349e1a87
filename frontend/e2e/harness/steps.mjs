// What people do, in the words that they see.
import assert from 'node:assert/strict';

import { PASSWORD, PEOPLE } from './people.mjs';
import { quiet } from './quiet.mjs';
import { LANGUAGES, escape, pattern, words } from './words.mjs';

export function steps({ page, language }, server) {
  const say = words(language);
  const like = pattern(language);
  const button = (key) => page.getByRole('button', { name: say(key), exact: true });
  const link = (key) => page.getByRole('main').getByRole('link', { name: say(key), exact: true });
  // A label ends with whether the field must be filled in.
  const field = (key) => page.getByLabel(labelled(say(key), ['required', 'optional'].map((name) => say(`app.field.${name}`))));
  // The menu of whoever is signed in, which carries the welcome.
  const welcome = (locale) => page.getByRole('button', { name: pattern(locale)('app.account.welcome') });
  const account = welcome(language);
  const heading = (key) => page.getByRole('heading', { name: say(key), level: 1, exact: true });

  // A page of the menu, which is a drawer on small screens.
  async function goTo(key) {
    const menu = button('app.menu.open');
    if (await menu.isVisible()) await menu.click();
    const navigation = page.getByRole('navigation', { name: say('app.menu.label') }).filter({ visible: true });
    await navigation.getByRole('link', { name: say(key), exact: true }).click();
    await heading(key).waitFor();
  }

  async function enterPassword({ email }, password) {
    await page.goto('/login');
    await heading('app.pages.login').waitFor();
    await field('auth.fields.email').fill(email);
    await field('auth.fields.password').fill(password);
    await button('auth.login.next').click();
  }

  // The other door, where the member number comes first.
  async function enterAtPortPlus({ memberNumber, email }, password) {
    await page.goto('/port-plus/login');
    await heading('app.pages.portPlusLogin').waitFor();
    await field('auth.fields.memberNumber').fill(memberNumber);
    await field('auth.fields.email').fill(email);
    await field('auth.fields.password').fill(password);
    await button('auth.login.next').click();
  }

  async function signIn(person = PEOPLE[language], password = PASSWORD) {
    await enterPassword(person, password);
    await enterCode(person);
  }

  async function signInAtPortPlus(person = PEOPLE[language], password = PASSWORD) {
    await enterAtPortPlus(person, password);
    await enterCode(person);
  }

  // The second step, with the code of the mail.
  async function enterCode(person) {
    await heading('app.pages.loginCode').waitFor();
    await arriveBy('auth.fields.code', await server.mails.code(person.email));
  }

  // The second step, with a code from wherever it comes.
  async function arriveBy(name, code) {
    await heading('app.pages.loginCode').waitFor();
    await field(name).fill(code);
    await button('auth.code.verify').click();
    await heading('app.pages.loginCode').waitFor({ state: 'detached' });
    await welcomed();
  }

  // Whoever is in is welcomed, in the language of the test from now on.
  async function welcomed() {
    await LANGUAGES.map(welcome).reduce((one, other) => one.or(other)).waitFor();
    await chooseLanguage();
    await account.waitFor();
  }

  // From the language of the account to that of the test; the account keeps it.
  async function chooseLanguage() {
    const choice = page.getByRole('button', { name: say(`app.language.${language}`), exact: true });
    if ((await choice.getAttribute('aria-pressed')) === 'true') return;
    const answered = (method, path) => page.waitForResponse(
      (response) => response.request().method() === method && response.url().endsWith(`/api/v1${path}`),
    );
    const kept = answered('PATCH', '/me');
    await choice.click();
    assert.equal((await kept).status(), 200);
  }

  async function signOut() {
    // What is under way when somebody leaves is refused.
    await quiet(page);
    await account.click();
    await button('app.account.signOut').click();
    await account.waitFor({ state: 'detached' });
  }

  return {
    mails: server.mails,
    say,
    like,
    button,
    link,
    field,
    heading,
    account,
    goTo,
    enterPassword,
    enterAtPortPlus,
    enterCode,
    arriveBy,
    signIn,
    signInAtPortPlus,
    welcomed,
    signOut,
  };
}

const labelled = (label, endings) => new RegExp(`^${escape(label)}\\s*(${endings.map(escape).join('|')})?$`);
