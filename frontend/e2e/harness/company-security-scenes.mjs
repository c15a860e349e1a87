// The company's security, all sign-ins and the sessions of an account, in states that the demo
// does not have.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';
const LONGEST = '情報システム本部 ネットワーク統括部 音声・会議サービス推進グループ 第二データセンター(予備回線)';
const OWN = '203.0.113.5';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const ADDRESS = '2001:db8:85a3:1234:5678:8a2e:370:7334';

const AS_ADMIN = {
  'GET /auth/session': (real) => ({
    ...real,
    level: 'twoStep',
    account: { ...real.account, role: 'admin' },
  }),
};

const NETWORKS = [
  { network: '203.0.113.0/24', description: '東京本社' },
  { network: '2001:db8:85a3::/48', description: LONGEST },
  { network: ADDRESS, description: '' },
];

const SECURITY = {
  trustedBrowsers: true,
  allowedNetworks: NETWORKS,
  sessionIdleMinutes: 15,
  sessionHours: null,
  maxSessionIdleMinutes: 30,
  maxSessionHours: 12,
  ownAddress: OWN,
};

const security = (given = {}) => ({
  ...AS_ADMIN,
  'GET /company/security': { json: { ...SECURITY, ...given }, headers: { etag: '"v1"' } },
});

const problem = (code, status, further = {}) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code, ...further }),
});

const LOCKED_OUT = problem('validationFailed', 422, {
  fields: [{ field: 'allowedNetworks', code: 'ownAddressMissing', message: '-', address: OWN }],
});

const scene = (page, state, path, answers, further = async () => {}, rest = {}) => ({
  page,
  state,
  ...rest,
  arrange: (person) =>
    pretend(person.page, answers, async () => {
      await visit(person.page, path);
      await further(person);
    }),
});

const edit = async ({ button }) => button('company.networks.edit').click();

const SECURITY_PATH = '/company/security';

const signIn = (number, name, given = {}, account = {}) => ({
  account: { id: `${ID}0${number}`, name, email: 'x@minato-shoji.example', deleted: false, ...account },
  signIn: {
    id: `${ID}1${number}`,
    at: `2026-09-17T05:1${number}:00Z`,
    outcome: 'succeeded',
    factor: 'mailOtp',
    address: OWN,
    userAgent: FIREFOX,
    knownBrowser: true,
    trustedBrowser: false,
    ...given,
  },
});

const SIGN_INS = [
  signIn(6, '港 花子'),
  signIn(5, 'Elisabeth Victoria von Hafenburg-Übersee zu Altona', { address: ADDRESS, knownBrowser: false }),
  signIn(4, '海野 太郎', { outcome: 'addressRefused', factor: 'totp' }),
  signIn(3, '波戸 渚', { outcome: 'passwordRefused', factor: null, userAgent: '', knownBrowser: false }, { deleted: true }),
  signIn(2, '港 花子', { factor: null, trustedBrowser: true }),
];

const signIns = (items, total = items.length) => ({
  ...AS_ADMIN,
  'GET /company/sign-ins': { json: { items, total, next: null } },
});

const ACCOUNT_PATH = `/accounts/${ID}02`;

const ACCOUNT = {
  id: `${ID}02`,
  name: '海野 太郎',
  email: 'taro@minato-shoji.example',
  department: '営業部',
  phone: null,
  role: 'user',
  state: 'active',
  lockedUntil: null,
  secondFactor: 'mailOtp',
  trustedBrowsers: 'company',
  anyAddress: true,
  totpRequired: false,
  validUntil: '9999-12-31',
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  lastSignedInAt: null,
  createdAt: '2026-04-01T00:15:00Z',
  own: false,
};

const session = (number, given = {}) => ({
  id: `${ID}2${number}`,
  current: false,
  level: 'twoStep',
  createdAt: '2026-09-17T00:15:00Z',
  lastSeenAt: '2026-09-17T05:30:00Z',
  expiresAt: '2026-09-17T12:15:00Z',
  address: OWN,
  userAgent: FIREFOX,
  ...given,
});

const account = (sessions) => ({
  ...AS_ADMIN,
  [`GET ${ACCOUNT_PATH}`]: { json: ACCOUNT, headers: { etag: '"v1"' } },
  [`GET ${ACCOUNT_PATH}/rights`]: {
    json: { everything: false, visible: 0, editable: 0, groups: [], services: [], contracts: [], contractCount: 0 },
  },
  [`GET ${ACCOUNT_PATH}/sessions`]: { json: { items: sessions } },
});

const TWO = [session(1), session(2, { address: ADDRESS, userAgent: '' })];

export const COMPANY_SECURITY_SCENES = [
  scene('CompanySecurity', 'limited', SECURITY_PATH, security()),
  scene('CompanySecurity', 'edit', SECURITY_PATH, security(), edit),
  scene('CompanySecurity', 'edit-first', SECURITY_PATH, security({ allowedNetworks: [] }), edit),
  scene('CompanySecurity', 'errors', SECURITY_PATH, security(), async (person) => {
    await edit(person);
    await person.field('company.networks.network').first().fill('203.0.113.5/24');
    await person.field('company.networks.network').last().fill('nowhere');
    await person.page.locator('.networks-form').getByRole('button', { name: person.say('app.save') }).click();
    await person.page.getByText(person.say('app.summary.title')).waitFor();
  }),
  scene(
    'CompanySecurity',
    'locked-out',
    SECURITY_PATH,
    { ...security({ allowedNetworks: NETWORKS.slice(1) }), 'PATCH /company/security': LOCKED_OUT },
    async (person) => {
      await edit(person);
      await person.page.locator('.networks-form').getByRole('button', { name: person.say('app.save') }).click();
      await person.page.getByText(person.say('app.summary.title')).waitFor();
    },
    { statuses: [422] },
  ),
  scene('CompanySignIns', 'several', '/company/sign-ins', signIns(SIGN_INS, 123)),
  scene('CompanySignIns', 'none-found', '/company/sign-ins?outcome=addressRefused', signIns([])),
  scene('CompanySignIns', 'empty', '/company/sign-ins', signIns([])),
  scene('Account', 'sessions', ACCOUNT_PATH, account(TWO)),
  scene('Account', 'no-sessions', ACCOUNT_PATH, account([])),
  scene(
    'Account',
    'end-sessions',
    ACCOUNT_PATH,
    account(TWO),
    async ({ page, button, say }) => {
      await button('accounts.sessions.endAll').click();
      await page.getByRole('dialog').getByText(say('accounts.sessions.endAllTitle')).waitFor();
    },
    { dialog: true },
  ),
];
