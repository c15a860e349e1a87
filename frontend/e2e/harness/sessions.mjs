// What people do with the browsers in which they are signed in, in the words that they see.
import { steps } from './steps.mjs';

export function sessions(tab, server) {
  const { page } = tab;
  const own = steps(tab, server);
  const { say, goTo } = own;
  const dialog = page.getByRole('dialog');
  const section = (key) => page.getByRole('region', { name: say(key), exact: true });
  const browsers = section('sessions.title').getByRole('listitem');
  const here = browsers.filter({ hasText: say('sessions.current') });
  const elsewhere = browsers.filter({ hasNotText: say('sessions.current') });
  const history = section('sessions.history.title').getByRole('row');

  async function openSecurity() {
    await goTo('app.pages.security');
    await here.waitFor();
  }

  // The question names the browser and the consequence.
  async function signOutElsewhere() {
    const name = await elsewhere.first().getByRole('heading').innerText();
    await elsewhere.first().getByRole('button').click();
    await dialog.getByText(say('sessions.endTitle')).waitFor();
    await dialog.getByText(name).waitFor();
    await dialog.getByText(say('sessions.endConsequence')).waitFor();
    await dialog.getByRole('button', { name: say('sessions.endAct'), exact: true }).click();
    await page.getByRole('status').getByText(say('sessions.ended')).waitFor();
  }

  // The page notices at the next request that the session has ended elsewhere.
  async function isSignedOut() {
    tab.watched.allow(401);
    await goTo('app.pages.company');
    await dialog.getByText(say('auth.lapsed.title')).waitFor();
  }

  return { ...own, dialog, here, elsewhere, history, openSecurity, signOutElsewhere, isSignedOut };
}
