// What people do, in the words that they see.
import { PASSWORD, PEOPLE } from './people.mjs';
import { escape, pattern, words } from './words.mjs';

export function steps({ page, language }, server) {
  const say = words(language);
  const like = pattern(language);
  const button = (key) => page.getByRole('button', { name: say(key), exact: true });
  // A label ends with whether the field must be filled in.
  const field = (key) => page.getByLabel(labelled(say(key), ['required', 'optional'].map((name) => say(`app.field.${name}`))));
  // The menu of whoever is signed in, which carries the welcome.
  const account = page.getByRole('button', { name: like('app.account.welcome') });
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

  async function signIn(person = PEOPLE[language], password = PASSWORD) {
    await enterPassword(person, password);
    await heading('app.pages.loginCode').waitFor();
    await field('auth.fields.code').fill(await server.mails.code(person.email));
    await button('auth.code.verify').click();
    await heading('app.pages.loginCode').waitFor({ state: 'detached' });
    await account.waitFor();
  }

  async function signOut() {
    await account.click();
    await button('app.account.signOut').click();
    await account.waitFor({ state: 'detached' });
  }

  return { mails: server.mails, say, button, field, heading, account, goTo, enterPassword, signIn, signOut };
}

const labelled = (label, endings) => new RegExp(`^${escape(label)}\\s*(${endings.map(escape).join('|')})?$`);
