// The pages about groups, in states that the demo does not have.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';
const PATH = `/groups/${ID}61`;

const LONGEST = '情報システム本部 ネットワーク統括部 音声・会議サービス推進グループ 第二チームの設定担当者';

const people = ['港 花子', 'Elisabeth Victoria von Hafenburg', '海野 三郎'].map((name, number) => ({
  id: `${ID}7${number}`,
  name,
  email: `person${number}.telecommunications@overseas-branch.minato-shoji.example`,
}));

const service = (code, ja, en) => ({ code, category: 'voice', name: { ja, en }, hasSettings: false });
const PBX = service('cloud-pbx', 'クラウドPBX', 'Cloud PBX');
const VPN = service('vpn', 'VPN', 'VPN');

const contract = (number, site) => ({
  number,
  serviceCode: 'cloud-pbx',
  serviceName: PBX.name,
  site,
});

const CONTRACTS = [contract('N339001001', '門司倉庫'), contract('N339001038', LONGEST)];

const group = (given = {}) => ({
  id: `${ID}61`,
  kind: 'custom',
  name: 'PBX担当',
  description: '内線の設定を担当する方',
  accounts: people,
  services: [{ service: PBX, permission: 'edit' }],
  contracts: [{ contract: CONTRACTS[1], permission: 'view' }],
  ...given,
});

const summary = (number, given = {}) => ({
  id: `${ID}6${number}`,
  kind: 'custom',
  name: 'PBX担当',
  description: '内線の設定を担当する方',
  accountCount: 3,
  serviceCount: 1,
  contractCount: 1,
  ...given,
});

const PREVIEW = {
  everything: false,
  visible: 16,
  editable: 15,
  services: [
    { service: PBX, visible: 15, editable: 15 },
    { service: VPN, visible: 1, editable: 0 },
  ],
  contracts: CONTRACTS.map((one) => ({ contract: one, permission: 'edit' })),
};

const AS_ADMIN = {
  'GET /auth/session': (real) => ({
    ...real,
    level: 'twoStep',
    account: { ...real.account, role: 'admin' },
  }),
};

const problem = (code, status) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code }),
});

const AROUND = {
  ...AS_ADMIN,
  'GET /accounts': {
    json: {
      items: people.map((person) => ({
        ...person,
        department: '営業部',
        phone: null,
        role: 'user',
        state: 'active',
        lockedUntil: null,
        secondFactor: 'mailOtp',
        trustedBrowsers: 'company',
        totpRequired: false,
        validUntil: '9999-12-31',
        language: 'ja',
        timeZone: 'Asia/Tokyo',
        lastSignedInAt: null,
        createdAt: '2026-04-01T00:15:00Z',
        own: false,
      })),
      total: 210,
      next: null,
    },
  },
  'GET /groups/range-services': {
    json: { items: [PBX, VPN].map((one) => ({ service: one, contractCount: 15 })) },
  },
  'GET /groups/range-contracts': { json: { items: CONTRACTS, total: 2, next: null } },
  'POST /groups/preview': { json: PREVIEW },
};

const one = (given, further = {}) => ({
  ...AROUND,
  [`GET ${PATH}`]: { json: group(given), headers: { etag: '"v1"' } },
  ...further,
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

export const GROUP_SCENES = [
  scene('Groups', 'several', '/groups', {
    ...AS_ADMIN,
    'GET /groups': {
      json: {
        items: [
          summary(0, { kind: 'automatic', name: '', description: '', serviceCount: 0, contractCount: 0 }),
          summary(1),
          summary(2, { name: LONGEST, description: LONGEST, accountCount: 0, serviceCount: 0, contractCount: 0 }),
        ],
      },
    },
  }),
  scene('NewGroup', 'errors', '/groups/new', AS_ADMIN, async ({ page, button, say }) => {
    await button('groups.new.act').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('Group', 'custom', PATH, one({})),
  scene('Group', 'empty', PATH, one({ accounts: [], services: [], contracts: [] })),
  scene('Group', 'automatic', PATH, one({ kind: 'automatic', name: '', description: '', services: [], contracts: [] })),
  scene('Group', 'edit', PATH, one({}), async ({ button }) => {
    await button('app.edit').click();
  }),
  scene('Group', 'gone', PATH, { ...AROUND, [`GET ${PATH}`]: problem('notFound', 404) }, async () => {}, { statuses: [404] }),
  scene(
    'Group',
    'overtaken',
    PATH,
    one({}, { [`PUT ${PATH}/accounts`]: problem('preconditionFailed', 412) }),
    async ({ page, button, say }) => {
      await page.getByRole('checkbox').first().uncheck();
      await button('groups.page.save').click();
      await page.getByText(say('groups.page.overtaken')).waitFor();
    },
    { statuses: [412] },
  ),
  scene(
    'Group',
    'delete',
    PATH,
    one({}),
    async ({ page, button, say }) => {
      await button('groups.delete.act').click();
      await page.getByRole('dialog').getByText(say('groups.delete.title')).waitFor();
    },
    { dialog: true },
  ),
];
