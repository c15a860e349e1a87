// What people do, in the words that they see.
import { PASSWORD, PEOPLE } from './people.mjs';
import { pattern, words } from './words.mjs';

export function steps({ page, language, width }, server) {
  const say = words(language);
  const like = pattern(language);
  const button = (key) => page.getByRole('button', { name: say(key), exact: true });
  const field = (key) => page.getByLabel(say(key), { exact: true });
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
    await page.getByText(like('app.account.welcome')).first().waitFor();
  }

  async function signOut() {
    const visible = button('app.account.signOut').filter({ visible: true });
    if ((await visible.count()) === 0) {
      const account = page.getByRole('button', { name: say('app.account.label') });
      await (width < 640 && !(await account.isVisible()) ? button('app.menu.open') : account).click();
    }
    await visible.first().click();
    await page.getByText(like('app.account.welcome')).first().waitFor({ state: 'detached' });
  }

  return { say, like, button, field, heading, goTo, enterPassword, signIn, signOut };
}
