// The menu of services, the quick search and the door of the settings site, in states that the
// demo does not have: the server's answers are replaced by these.
import { pretend, visit } from './pretend.mjs';
import { quiet } from './quiet.mjs';

const PROBLEM = { status: 500, contentType: 'application/problem+json', body: '{}' };
const MISSING = {
  status: 404,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'urn:minato:problem:notFound', title: 'notFound', status: 404, code: 'notFound' }),
};

const service = (code, category, ja, en, hasSettings = false) => ({ code, category, name: { ja, en }, hasSettings });
const PBX = service('cloud-pbx', 'voice', 'クラウドPBX', 'Cloud PBX', true);
const PHONE = service('ip-phone', 'voice', 'IP電話', 'IP phone');
const LONGEST = service(
  'device-management',
  'itManagement',
  'モバイル端末管理・紛失時遠隔ロックサービス(スタンダードプラン・全国拠点対応)',
  'Mobile device management with remote locking, standard plan for all sites',
  true,
);

const entry = (of, counts, editable = 0) => {
  const statuses = counts.map(([status, count]) => ({ status, count }));
  const contracts = statuses.reduce((sum, { count }) => sum + count, 0);
  return { service: of, contracts, editable, statuses, worst: statuses[0].status };
};

const MENU = {
  categories: [
    {
      category: 'voice',
      services: [
        entry(PBX, [['abnormal', 1], ['warning', 12], ['unknown', 3], ['unmonitored', 2], ['normal', 9_812]], 9_830),
        entry(PHONE, [['normal', 4]]),
      ],
    },
    { category: 'itManagement', services: [entry(LONGEST, [['warning', 1]])] },
  ],
};

const contractPin = (number, status, site, of = PBX) => ({
  kind: 'contract',
  target: number,
  service: of,
  contract: { site, status },
});
const PINS = [
  contractPin('N123456789', 'abnormal', '東京本社 3階'),
  { kind: 'service', target: 'ip-phone', service: PHONE, contract: null },
  contractPin('N987654321', 'unmonitored', '北海道支社 札幌駅前第二営業所・コールセンター棟 12階 東側フロア', LONGEST),
  { kind: 'page', target: '/port-plus/new', service: null, contract: null },
];
const RECENT = PINS.toReversed().map((thing) => ({ thing, at: '2026-09-16T05:30:00Z' }));

const row = (number, memo, site) => ({
  number,
  service: PBX,
  customerNumber: `C${number.slice(1)}`,
  groupNumber: null,
  site,
  status: 'normal',
  statusSince: '2026-09-16T05:30:00Z',
  memo,
  permission: 'edit',
});
const ROWS = [
  row('N123456789', '営業部', '東京本社 3階'),
  row('N123456790', '', '大阪支店'),
  row('N123456791', '代表番号(夜間は当直室へ転送。変更の際は総務部 内線 4011 まで事前に連絡すること)', '札幌駅前第二営業所・コールセンター棟'),
];
const list = (items, total = items.length) => ({ json: { items, total, next: null } });

const session = (role) => (real) => ({ ...real, level: 'twoStep', account: { ...real.account, role } });
const NOTHING = { json: { items: [] } };
const usual = (role, rest = {}) => ({
  'GET /auth/session': session(role),
  'GET /service-menu': { json: MENU },
  'GET /me/pins': { json: { items: PINS } },
  'GET /me/recent': { json: { items: RECENT } },
  'POST /me/recent': { status: 204 },
  ...rest,
});
const NO_SERVICES = { 'GET /service-menu': { json: { categories: [] } }, 'GET /me/pins': NOTHING, 'GET /me/recent': NOTHING };

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

const quick = (typed) => async ({ page, say }) => {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: say('app.quickSearch') });
  await dialog.getByRole('combobox').fill(typed);
  await quiet(page);
};

const DOOR = '/settings-site/cloud-pbx';
const SETTINGS = '/contracts/N123456789/settings';
const CONTRACT = {
  ...row('N123456789', '営業部', '東京本社 3階'),
  memoChangedAt: null,
  memoChangedBy: null,
  appliedOn: '2026-01-15',
  providedOn: '2026-02-01',
  endsOn: null,
  contacts: [],
};
const settings = (given) => ({
  ...usual('user'),
  'GET /contracts/N123456789': { json: { ...CONTRACT, ...given }, headers: { etag: '"v1"' } },
});

export const SERVICE_SCENES = [
  scene('Start', 'all-states', '/', usual('admin')),
  scene('Start', 'admins-corner', '/', usual('admin'), async ({ page, say }) => {
    await page.getByRole('tab', { name: say('services.admins.title') }).click();
  }),
  scene('Start', 'no-rights', '/', usual('user', NO_SERVICES)),
  scene('Start', 'no-rights-admin', '/', usual('admin', NO_SERVICES)),
  scene(
    'Start',
    'menu-failed',
    '/',
    usual('user', { 'GET /service-menu': PROBLEM, 'GET /me/pins': PROBLEM, 'GET /me/recent': PROBLEM }),
    async () => {},
    { statuses: [500] },
  ),
  scene('Start', 'quick-search', '/', usual('admin', { 'GET /contracts': list(ROWS) }), quick('pbx'), { dialog: true }),
  scene('Start', 'quick-search-none', '/', usual('user', { 'GET /contracts': list([]) }), quick('%%%'), { dialog: true }),
  scene('SettingsSite', 'rows', DOOR, usual('user', { 'GET /contracts': list(ROWS, 61) })),
  scene('SettingsSite', 'none-editable', DOOR, usual('user', { 'GET /contracts': list([]) })),
  scene('SettingsSite', 'none-found', `${DOOR}?q=nothing`, usual('user', { 'GET /contracts': list([]) })),
  scene('ContractSettings', 'shown', SETTINGS, settings({})),
  scene('ContractSettings', 'view-only', SETTINGS, settings({ permission: 'view' })),
  scene('ContractSettings', 'gone', SETTINGS, usual('user', { 'GET /contracts/N123456789': MISSING }), async () => {}, {
    statuses: [404],
  }),
];
