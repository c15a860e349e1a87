// The pages about accounts, and what else only some see, in states that the demo does not
// have: the server's answers are replaced by these.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';
const PATH = `/accounts/${ID}02`;
const PROBLEM = 'application/problem+json';

const account = (number, given = {}) => ({
  id: `${ID}${String(number).padStart(2, '0')}`,
  name: '港 次郎',
  email: `jiro${number}@minato-shoji.example`,
  department: '営業部',
  phone: '03-1234-5678',
  role: 'user',
  state: 'active',
  lockedUntil: null,
  secondFactor: 'mailOtp',
  trustedBrowsers: 'company',
  totpRequired: false,
  validUntil: '9999-12-31',
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  lastSignedInAt: '2026-09-16T05:30:00Z',
  createdAt: '2026-04-01T00:15:00Z',
  own: false,
  ...given,
});

const LONGEST = {
  name: '海野 エリザベス ヴィクトリア マクシミリアン・フォン・ハーフェンブルク',
  email: 'elisabeth.victoria.von-hafenburg.telecommunications@overseas-branch.minato-shoji.example',
  department: '情報システム本部 ネットワーク統括部 音声・会議サービス推進グループ 第二チーム',
  phone: '+81 (3) 1234-5678',
};

const LOCKED = { lockedUntil: '2099-09-17T15:00:00Z' };

const ACCOUNTS = [
  account(1, { name: '港 花子', role: 'admin', department: '情報システム部', own: true }),
  account(2),
  account(3, { name: '海野 三郎', state: 'invited', phone: null, lastSignedInAt: null }),
  account(4, { name: '灯 四郎', state: 'suspended', validUntil: '2027-03-31' }),
  account(5, { name: '岬 五郎', state: 'expired', validUntil: '2026-03-31' }),
  account(6, { name: '波多野 六花', ...LOCKED }),
  account(7, { ...LONGEST, role: 'admin' }),
  account(8, { name: 'Taro Umino', department: 'Sales, Overseas Team', language: 'en' }),
];

const service = (code, ja, en) => ({ code, category: 'voice', name: { ja, en }, hasSettings: true });

const source = (name, permission, number = 0) => ({
  id: `${ID}5${number}`,
  kind: name ? 'custom' : 'automatic',
  name,
  permission,
});

// What somebody may do by two groups, one of them with a long name.
const RIGHTS = {
  everything: false,
  groups: ['閲覧のみ', LONGEST.department].map((name, number) => ({
    ...source(name, undefined, number),
    description: '',
    accountCount: 3,
    serviceCount: 2,
    contractCount: 1,
  })),
  services: [
    {
      service: service('cloud-pbx', 'クラウドPBX', 'Cloud PBX'),
      permission: 'edit',
      contractCount: 15,
      groups: [source('閲覧のみ', 'view'), source(LONGEST.department, 'edit', 1)],
    },
  ],
  contracts: [
    {
      contract: {
        number: 'N339001001',
        serviceCode: 'vpn',
        serviceName: { ja: 'VPN', en: 'VPN' },
        site: '門司倉庫',
      },
      permission: 'view',
      groups: [source('閲覧のみ', 'view')],
    },
  ],
  contractCount: 1,
  visible: 16,
  editable: 15,
};

const problem = (code, status, rest = {}) => ({
  status,
  contentType: PROBLEM,
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code, ...rest }),
});

const answer = (value) => ({ json: value, headers: { etag: '"v1"' } });

// Whoever is signed in, with other rights.
const session = (account = {}, member = {}, rest = {}) => (real) => ({
  ...real,
  ...rest,
  account: { ...real.account, ...account },
  member: { ...real.member, ...member },
});

const AS_ADMIN = { 'GET /auth/session': session({ role: 'admin' }, {}, { level: 'twoStep' }) };
const AS_PORT_PLUS_ADMIN = {
  'GET /auth/session': session({ role: 'admin' }, { passwordPolicy: 'portplus' }, { level: 'twoStep' }),
};
const list = (items, total = items.length) => ({ json: { items, total, next: null } });
const one = (given) => ({
  ...AS_ADMIN,
  [`GET ${PATH}`]: answer(account(2, given)),
  [`GET ${PATH}/rights`]: { json: RIGHTS },
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

const shown = (state, given) => scene('Account', state, PATH, one(given));

async function fillIn({ page, field, button, say }) {
  await field('accounts.fields.name').fill(LONGEST.name);
  await field('accounts.fields.email').fill('elisabeth@minato-shoji.example');
  await field('accounts.fields.department').fill(LONGEST.department);
  await button('accounts.new.toReview').click();
  await page.getByRole('heading', { name: say('accounts.new.reviewTitle') }).waitFor();
}

async function add(person) {
  await fillIn(person);
  await person.button('accounts.new.add').click();
  await person.page.getByRole('heading', { name: person.say('accounts.result.title') }).waitFor();
}

const edit = async ({ button }) => {
  await button('app.edit').click();
};

const ask = (deed, title) => async ({ page, button, say }) => {
  await button(deed).click();
  await page.getByRole('dialog').getByText(say(title)).waitFor();
};

export const ACCOUNT_SCENES = [
  scene('Accounts', 'all-states', '/accounts', { ...AS_ADMIN, 'GET /accounts': list(ACCOUNTS, 61) }),
  scene('Accounts', 'one-row', '/accounts', { ...AS_ADMIN, 'GET /accounts': list(ACCOUNTS.slice(0, 1)) }),
  scene('Accounts', 'none-found', '/accounts?q=nobody&state=expired', { ...AS_ADMIN, 'GET /accounts': list([]) }),
  scene('Accounts', 'for-admins', '/accounts', { 'GET /auth/session': session({ role: 'user' }) }),
  scene('Accounts', 'two-steps-needed', '/accounts', {
    'GET /auth/session': session({ role: 'admin' }, { twoStep: false }, { level: 'password' }),
  }),
  scene('NewAccount', 'empty', '/accounts/new', AS_ADMIN),
  scene('NewAccount', 'errors', '/accounts/new', AS_PORT_PLUS_ADMIN, async ({ page, button, say }) => {
    await page.getByRole('radio', { name: say('accounts.way.initialPassword') }).check();
    await button('accounts.new.toReview').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('NewAccount', 'review', '/accounts/new', AS_ADMIN, fillIn),
  scene('NewAccount', 'invited', '/accounts/new', { ...AS_ADMIN, 'POST /accounts': { status: 201, ...answer(account(9, LONGEST)) } }, add),
  shown('active', {}),
  shown('invited', { state: 'invited', lastSignedInAt: null }),
  shown('suspended', { state: 'suspended' }),
  shown('expired', { state: 'expired', validUntil: '2026-03-31' }),
  shown('locked', LOCKED),
  shown('own', { own: true, role: 'admin' }),
  shown('longest', { ...LONGEST, ...LOCKED }),
  scene('Account', 'gone', PATH, { ...AS_ADMIN, [`GET ${PATH}`]: problem('notFound', 404) }, async () => {}, { statuses: [404] }),
  scene('Account', 'edit', PATH, one({}), edit),
  scene('Account', 'edit-own', PATH, one({ own: true, role: 'admin' }), edit),
  scene(
    'Account',
    'conflict',
    PATH,
    { ...one({}), [`PATCH ${PATH}`]: problem('preconditionFailed', 412) },
    async (person) => {
      const { page, field, button, say } = person;
      await edit(person);
      await field('accounts.fields.department').fill('総務部');
      await button('app.save').click();
      await page.getByText(say('accounts.edit.conflictTitle'), { exact: true }).waitFor();
    },
    { statuses: [412] },
  ),
  scene('Account', 'delete', PATH, one({}), ask('accounts.deeds.deleteAct', 'accounts.deeds.deleteTitle'), { dialog: true }),
  scene(
    'Account',
    'last-admin',
    PATH,
    { ...one({ role: 'admin' }), [`POST ${PATH}/suspend`]: problem('lastAdmin', 409) },
    async (person) => {
      const { page, say } = person;
      await ask('accounts.deeds.suspendAct', 'accounts.deeds.suspendTitle')(person);
      await page.getByRole('dialog').getByRole('button', { name: say('accounts.deeds.suspendAct') }).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
    },
    { dialog: true, statuses: [409] },
  ),
  scene(
    'Company',
    'notifications',
    '/company',
    {
      ...AS_ADMIN,
      'GET /company/notifications': answer({
        addresses: ['ports@minato-shoji.example', LONGEST.email],
        language: 'ja',
      }),
    },
    async ({ page, button, say }) => {
      await button('company.notifications.edit').click();
      await button('company.notifications.add').click();
      await page.getByRole('textbox', { name: say('company.notifications.addressNth', { number: 3 }) }).fill('nobody');
      await button('app.save').click();
      await page.getByText(say('app.summary.title')).waitFor();
    },
  ),
  scene('Company', 'own-password', '/company', {
    'GET /auth/session': session({ mustChangePassword: true }, { passwordPolicy: 'portplus' }),
  }),
];
