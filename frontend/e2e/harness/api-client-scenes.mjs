// The programs of a member, in states that the demo does not have.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';
const LONGEST = '情報システム本部 ネットワーク統括部 音声・会議サービス推進グループ 会議室予約システム(第二データセンター・予備系)';

const AS_ADMIN = {
  'GET /auth/session': (real) => ({
    ...real,
    level: 'twoStep',
    account: { ...real.account, role: 'admin' },
  }),
};

const secret = (number, given = {}) => ({
  id: `${ID}2${number}`,
  hint: `k7Q${number}`,
  createdAt: '2026-06-01T00:15:00Z',
  validUntil: '2027-05-31',
  lastUsedAt: '2026-09-17T05:30:00Z',
  ...given,
});

const KEY = {
  id: `${ID}31`,
  kid: 'minato-shoji-booking-2026-06',
  algorithm: 'EdDSA',
  createdAt: '2026-06-01T00:15:00Z',
};

const CLIENT = {
  id: `${ID}01`,
  clientId: 'mc_4f0e9d5e6a1f3f0d2b7c5a90',
  name: '会議室予約システム',
  scopes: ['port-applications:read', 'port-applications:write', 'contracts:read', 'log:read'],
  groups: [
    { id: `${ID}41`, name: '' },
    { id: `${ID}42`, name: LONGEST },
  ],
  allowedNetworks: ['203.0.113.0/24', '2001:db8:85a3:1234:5678:8a2e:370:7334'],
  validUntil: '2027-05-31',
  owner: { id: `${ID}51`, name: '港 花子' },
  state: 'active',
  secrets: [secret(1), secret(2, { lastUsedAt: null, createdAt: '2026-09-17T05:00:00Z' })],
  keys: [KEY],
  createdAt: '2026-06-01T00:15:00Z',
  lastUsedAt: '2026-09-17T05:30:00Z',
};

const BARE = { ...CLIENT, groups: [], allowedNetworks: [], secrets: [], keys: [], lastUsedAt: null, validUntil: '9999-12-31' };

const CLIENTS = [
  CLIENT,
  { ...CLIENT, id: `${ID}02`, name: LONGEST, owner: { id: `${ID}52`, name: 'Elisabeth Victoria von Hafenburg-Übersee zu Altona' } },
  { ...BARE, id: `${ID}03`, name: 'PBX manager', state: 'suspended' },
  { ...CLIENT, id: `${ID}04`, name: '旧予約システム', state: 'expired', validUntil: '2026-08-31' },
];

const call = (number, given = {}) => ({
  requestId: `${ID}6${number}`,
  at: `2026-09-17T05:3${number}:00Z`,
  client: { id: CLIENT.id, name: CLIENT.name },
  method: 'GET',
  route: '/api/v1/contracts',
  status: 200,
  problem: null,
  micros: 1830,
  address: '203.0.113.5',
  ...given,
});

const CALLS = [
  call(5, { method: 'POST', route: '/api/v1/port-applications', status: 201, micros: 9120 }),
  call(4, { method: 'PATCH', route: '/api/v1/port-applications/{number}', status: 412, problem: 'preconditionFailed' }),
  call(3, { address: '2001:db8:85a3:1234:5678:8a2e:370:7334' }),
  call(2, { route: '/api/v1/company/audit-events', status: 403, problem: 'insufficientScope' }),
  call(1, { status: 503, problem: 'unavailable', micros: 2_004_100 }),
];

const problem = (code, status) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code }),
});

const GROUPS = {
  items: [
    { id: `${ID}41`, kind: 'automatic', name: '', description: '', accountCount: 4, serviceCount: 5, contractCount: 45 },
    { id: `${ID}42`, kind: 'custom', name: LONGEST, description: LONGEST, accountCount: 2, serviceCount: 1, contractCount: 12 },
  ],
};

const list = (items) => ({ ...AS_ADMIN, 'GET /api-clients': { json: { items } } });

const one = (client, calls = CALLS, next = null) => ({
  ...AS_ADMIN,
  'GET /groups': { json: GROUPS },
  [`GET /api-clients/${client.id}`]: { json: client, headers: { etag: '"v1"' } },
  'GET /api-log': { json: { items: calls, next } },
});

const OF_ALL = CALLS.map((one, index) => (index === 1 ? { ...one, client: { id: `${ID}02`, name: LONGEST } } : one));

const log = (items, next = null) => ({
  ...list(CLIENTS),
  'GET /api-log': { json: { items, next } },
});

const PATH = `/api-clients/${CLIENT.id}`;

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

const ISSUED = {
  status: 201,
  headers: { etag: '"v2"', location: PATH },
  json: { client: CLIENT, secret: 'cs_9mZtq3VdK2xQ7rYbWn4uHs8pLf6eJcAa1T5gRiDo0Xk' },
};

export const API_CLIENT_SCENES = [
  scene('ApiClients', 'several', '/api-clients', list(CLIENTS)),
  scene('ApiClients', 'empty', '/api-clients', list([])),
  scene(
    'ApiClients',
    'not-ordered',
    '/api-clients',
    { ...AS_ADMIN, 'GET /api-clients': problem('optionRequired', 403) },
    undefined,
    { statuses: [403] },
  ),
  scene('NewApiClient', 'errors', '/api-clients/new', AS_ADMIN, async ({ page, field, button, say }) => {
    await field('api_clients.fields.networks').fill('203.0.113.5/24\nnowhere');
    await button('api_clients.new.act').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene(
    'NewApiClient',
    'made',
    '/api-clients/new',
    { ...AS_ADMIN, 'POST /api-clients': ISSUED },
    async ({ page, field, button, say }) => {
      await field('api_clients.fields.name').fill('会議室予約システム');
      await page.getByLabel(say('api_clients.scopes.portsRead')).check();
      await button('api_clients.new.act').click();
      await page.getByText(say('api_clients.new.done')).waitFor();
    },
  ),
  scene('ApiClient', 'full', PATH, one(CLIENT, CALLS, 'older')),
  scene('ApiClient', 'bare', PATH, one({ ...BARE, state: 'suspended' }, [])),
  scene('ApiClient', 'expired', PATH, one({ ...CLIENT, state: 'expired', validUntil: '2026-08-31' })),
  scene('ApiClient', 'edit', PATH, one(CLIENT), async ({ page, button, say }) => {
    await button('app.edit').click();
    await page.getByRole('heading', { name: say('api_clients.edit.title') }).waitFor();
  }),
  scene('ApiClient', 'key', PATH, one(CLIENT), async ({ page, button, say }) => {
    await page.getByText(say('api_clients.keys.add'), { exact: true }).click();
    await button('api_clients.keys.addAct').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene(
    'ApiClient',
    'end-secret',
    PATH,
    one(CLIENT),
    async ({ page, say }) => {
      await page.getByRole('button', { name: say('api_clients.secrets.endAct') }).first().click();
      await page.getByRole('dialog').getByText(say('api_clients.secrets.endTitle')).waitFor();
    },
    { dialog: true },
  ),
  scene(
    'ApiClient',
    'new-secret',
    PATH,
    { ...one({ ...CLIENT, secrets: [secret(1)] }), [`POST /api-clients/${CLIENT.id}/secrets`]: ISSUED },
    async ({ page, button, say }) => {
      await button('api_clients.secrets.make').click();
      await page.getByRole('dialog').getByText(say('api_clients.issued.onceTitle')).waitFor();
    },
    { dialog: true },
  ),
  scene('ApiLog', 'several', '/api-log', log(OF_ALL, 'older')),
  scene('ApiLog', 'empty', '/api-log', log([])),
  scene('ApiLog', 'none-found', '/api-log?outcome=failed', log([])),
  scene('ApiLog', 'errors', '/api-log', log(OF_ALL), async ({ page, field, button, say }) => {
    await field('api_clients.calls.requestId').fill('nonsense');
    await button('api_clients.calls.search').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
];
