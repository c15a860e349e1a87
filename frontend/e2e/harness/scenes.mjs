// Every page in each of its states: what the accessibility test judges and what
// `screenshots.mjs` takes pictures of. A new page is shown by itself as it is, and with a
// failing server; its further states (errors, empty, sent) are added here, and those of a page
// of which there are many.
import { ACCOUNT_SCENES } from './account-scenes.mjs';
import { API_CLIENT_SCENES } from './api-client-scenes.mjs';
import { AUDIT_SCENES } from './audit-scenes.mjs';
import { COMPANY_SECURITY_SCENES } from './company-security-scenes.mjs';
import { CONTRACT_SCENES } from './contract-scenes.mjs';
import { GROUP_SCENES } from './group-scenes.mjs';
import { PAGES } from './pages.mjs';
import { HANAKO, PASSWORD, PEOPLE } from './people.mjs';
import { PORT_PLUS_SCENES } from './port-plus-scenes.mjs';
import { visit } from './pretend.mjs';
import { DOOR_SCENES, FIRST_LOGIN_SCENES, SECURITY_SCENES } from './security-scenes.mjs';
import { SERVICE_SCENES } from './service-scenes.mjs';
import { SESSION_SCENES } from './session-scenes.mjs';

const OUTAGE = { status: 500, contentType: 'application/problem+json', body: '{}' };
const TOKEN = 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8';

const pathOf = (name) => PAGES.find((page) => page.name === name).path;

// A form sent as it is, empty: all its errors at once.
const sentEmpty = (name, send) => ({
  page: name,
  state: 'errors',
  async arrange({ page, button, say }) {
    await visit(page, pathOf(name));
    await button(send).click();
    await page.getByText(say('app.summary.title')).waitFor();
  },
});

const plain = PAGES.filter(({ name, access }) => access !== 'SignedIn' && name !== 'LoginCode').map(({ name, path }) => ({
  page: name,
  state: 'plain',
  arrange: ({ page }) => visit(page, path),
}));

export const SIGNED_OUT = [
  ...plain,
  sentEmpty('Login', 'auth.login.next'),
  sentEmpty('PortPlusLogin', 'auth.login.next'),
  sentEmpty('PasswordReset', 'auth.reset.send'),
  {
    page: 'Login',
    state: 'refused',
    statuses: [401],
    async arrange({ page, enterPassword, say }) {
      await enterPassword({ email: 'nobody@minato-shoji.example' }, 'not the password');
      await page.getByText(say('app.summary.problem')).waitFor();
    },
  },
  {
    page: 'PasswordReset',
    state: 'sent',
    async arrange({ page, button, field, say }) {
      await visit(page, pathOf('PasswordReset'));
      await field('auth.fields.email').fill('nobody@minato-shoji.example');
      await button('auth.reset.send').click();
      await page.getByText(say('auth.reset.sentTitle')).waitFor();
    },
  },
  {
    page: 'NewPassword',
    state: 'errors',
    async arrange({ page, button, say }) {
      await page.goto('about:blank');
      await visit(page, `${pathOf('NewPassword')}#${TOKEN}`);
      await button('auth.newPassword.set').click();
      await page.getByText(say('app.summary.title')).waitFor();
    },
  },
  {
    page: 'Start',
    state: 'not-found',
    arrange: ({ page }) => visit(page, '/no-such-page'),
  },
  {
    page: 'LoginCode',
    state: 'plain',
    async arrange({ enterPassword, heading, language, mails }) {
      await enterPassword(PEOPLE[language], PASSWORD);
      await heading('app.pages.loginCode').waitFor();
      // Nobody shall take it for the code of a later sign-in.
      await mails.code(PEOPLE[language].email);
    },
  },
  {
    page: 'LoginCode',
    state: 'errors',
    statuses: [401],
    async arrange({ page, button, field, say }) {
      await field('auth.fields.code').fill('00000000');
      await button('auth.code.verify').click();
      await page.getByText(say('app.summary.problem')).waitFor();
    },
  },
  ...DOOR_SCENES,
  ...FIRST_LOGIN_SCENES,
];

const signedIn = PAGES.filter(({ access }) => access !== 'Door');

export const SIGNED_IN = [
  ...signedIn
    .filter(({ name, access, isOneOfMany }) => (access === 'SignedIn' && !isOneOfMany) || name === 'Start')
    .map(({ name, path }) => ({ page: name, state: 'filled', arrange: ({ page }) => visit(page, path) })),
  ...signedIn
    .filter(({ access }) => access === 'SignedIn')
    .map(({ name, example }) => ({
      page: name,
      state: 'failed',
      statuses: [500],
      arrange: ({ page }) => withoutData(page, (route) => route.fulfill(OUTAGE), () => visit(page, example)),
    })),
  {
    page: 'CompanyNotes',
    state: 'empty',
    async arrange({ page }) {
      const nothing = { items: [], total: 0, next: null };
      await withoutData(page, (route) => route.fulfill({ json: nothing }), () => visit(page, pathOf('CompanyNotes')));
    },
  },
  {
    page: 'Security',
    state: 'errors',
    async arrange({ page, button, say }) {
      await visit(page, pathOf('Security'));
      await button('account.security.change').last().click();
      await page.getByText(say('app.summary.title')).waitFor();
    },
  },
  ...SECURITY_SCENES,
  ...SESSION_SCENES,
  ...PORT_PLUS_SCENES,
  ...ACCOUNT_SCENES,
  ...GROUP_SCENES,
  ...CONTRACT_SCENES,
  ...SERVICE_SCENES,
  ...COMPANY_SECURITY_SCENES,
  ...AUDIT_SCENES,
  ...API_CLIENT_SCENES,
  {
    page: 'Start',
    state: 'menu-open',
    dialog: true,
    widest: 640,
    async arrange({ page, button }) {
      await visit(page, '/');
      await button('app.menu.open').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    page: 'Profile',
    state: 'session-ended',
    dialog: true,
    statuses: [401],
    // Last: nobody is signed in any more afterwards.
    async arrange({ page, context, goTo, say }) {
      await visit(page, pathOf('Start'));
      await context.clearCookies();
      await goTo('app.pages.profile');
      await page.getByRole('dialog').getByText(say('auth.lapsed.title')).waitFor();
    },
  },
  // The last one: what an idle browser fetches ahead would heal it under the eyes of the judge,
  // so the chunks stay away.
  {
    page: 'Company',
    state: 'not-fetched',
    async arrange({ page, context, watched, say, signIn }) {
      await context.clearCookies();
      await signIn(HANAKO);
      watched.allowFailures();
      await page.route('**/assets/chunks/**', (route) => route.abort());
      await visit(page, pathOf('Company'));
      await page.getByText(say('app.notFetched')).waitFor();
    },
  },
];

// Everything but the question who is signed in gets another answer.
async function withoutData(page, answer, visitPage) {
  const others = (url) => url.pathname.startsWith('/api/v1/') && !url.pathname.startsWith('/api/v1/auth/');
  await page.route(others, answer);
  try {
    await visitPage();
  } finally {
    await page.unroute(others);
  }
}
