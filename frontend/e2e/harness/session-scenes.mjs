// Where one is signed in, and who was, in states that the demo does not have: the server's
// answers are replaced by these.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
const SAMSUNG =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36';
const ADDRESS = '2001:db8:85a3:1234:5678:8a2e:370:7334';

const session = (number, given = {}) => ({
  id: `${ID}0${number}`,
  current: false,
  level: 'twoStep',
  createdAt: '2026-09-17T00:15:00Z',
  lastSeenAt: '2026-09-17T05:30:00Z',
  expiresAt: '2026-09-17T12:15:00Z',
  address: '203.0.113.5',
  userAgent: FIREFOX,
  ...given,
});

const signIn = (number, given = {}) => ({
  id: `${ID}${number}`,
  at: `2026-09-17T05:${number}:00Z`,
  outcome: 'succeeded',
  factor: 'mailOtp',
  address: '203.0.113.5',
  userAgent: FIREFOX,
  knownBrowser: true,
  trustedBrowser: false,
  ...given,
});

const SESSIONS = {
  'GET /me/sessions': {
    json: {
      items: [
        session(1, { current: true }),
        session(2, { userAgent: SAMSUNG, address: ADDRESS }),
        session(3, { userAgent: 'made up' }),
      ],
    },
  },
};

const HISTORY = {
  'GET /me/sign-ins': {
    json: {
      items: [
        signIn(59),
        signIn(58, { outcome: 'codeRefused', factor: 'totp', userAgent: SAFARI, knownBrowser: false }),
        signIn(57, { outcome: 'codeRefused', factor: 'recoveryCode', userAgent: SAMSUNG, address: ADDRESS }),
        signIn(56, { outcome: 'passwordRefused', factor: null, userAgent: '', knownBrowser: false }),
        signIn(55, { factor: 'totp', userAgent: SAFARI, knownBrowser: false }),
        ...[54, 53, 52, 51, 50].map((number) => signIn(number)),
      ],
      total: 123,
      next: null,
    },
  },
};

const NO_HISTORY = { 'GET /me/sign-ins': { json: { items: [], total: 0, next: null } } };

const OUTAGE = { status: 500, contentType: 'application/problem+json', body: '{}' };

const scene = (state, answers, further = async () => {}, rest = {}) => ({
  page: 'Security',
  state,
  ...rest,
  arrange: (person) =>
    pretend(person.page, answers, async () => {
      await visit(person.page, '/me/security');
      await further(person);
    }),
});

const askOne = async ({ page, like, say }) => {
  await page.getByRole('button', { name: like('sessions.endAct') }).first().click();
  await page.getByRole('dialog').getByText(say('sessions.endTitle')).waitFor();
};

const askOthers = async ({ page, button, say }) => {
  await button('sessions.endOthers').click();
  await page.getByRole('dialog').getByText(say('sessions.endOthersTitle')).waitFor();
};

export const SESSION_SCENES = [
  scene('sessions', { ...SESSIONS, ...HISTORY }),
  scene('no-history', NO_HISTORY),
  scene('end-session', SESSIONS, askOne, { dialog: true }),
  scene('end-others', SESSIONS, askOthers, { dialog: true }),
  scene(
    'end-refused',
    { ...SESSIONS, 'POST /me/sessions/end-others': OUTAGE },
    async (person) => {
      await askOthers(person);
      const dialog = person.page.getByRole('dialog');
      await dialog.getByRole('button', { name: person.say('sessions.endOthers') }).click();
      await dialog.getByRole('alert').waitFor();
    },
    { dialog: true, statuses: [500] },
  ),
];
