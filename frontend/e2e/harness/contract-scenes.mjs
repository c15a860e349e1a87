// The pages about contracts, in states that the demo does not have: the server's answers are
// replaced by these.
import { pretend, visit } from './pretend.mjs';

const SERVICES = {
  'cloud-pbx': { code: 'cloud-pbx', category: 'voice', name: { ja: 'クラウドPBX', en: 'Cloud PBX' }, hasSettings: true },
  'dedicated-line': {
    code: 'dedicated-line',
    category: 'network',
    name: { ja: '専用線(帯域保証型・二重化オプション付き)', en: 'Dedicated line with guaranteed bandwidth' },
    hasSettings: false,
  },
};

const contract = (number, given = {}) => ({
  number: `N${String(339001000 + number)}`,
  service: SERVICES['cloud-pbx'],
  customerNumber: `C000${number}`,
  groupNumber: 'G000123',
  site: '本社(港区海岸)',
  status: 'normal',
  statusSince: '2026-09-16T05:30:00Z',
  memo: '',
  permission: 'view',
  ...given,
});

const CONTRACTS = [
  contract(1, { status: 'abnormal', memo: '予備経路で運用中。復旧の見込みを確認すること' }),
  contract(2, { status: 'warning', groupNumber: null, service: SERVICES['dedicated-line'] }),
  contract(3, { status: 'unknown', site: '海外(シンガポール駐在員事務所)', memo: 'Contact: Taro Umino, Sales, Overseas Team' }),
  contract(4, { status: 'unmonitored', permission: 'edit' }),
  contract(5, {
    site: '本社(港区海岸) 3階サーバー室 - 川崎物流センター 管理棟1階',
    service: SERVICES['dedicated-line'],
    memo: 'この回線は本社と物流センターを結ぶ基幹です。停止を伴う工事は必ず5営業日前までにご連絡ください。'.repeat(4),
  }),
];

const counts = (abnormal, warning, unknown, unmonitored, normal) => ({
  total: abnormal + warning + unknown + unmonitored + normal,
  statuses: Object.entries({ abnormal, warning, unknown, unmonitored, normal }).map(([status, count]) => ({ status, count })),
});

const list = (items, total = items.length) => ({ json: { items, total, next: null } });

const TWO_STEPS = { 'GET /auth/session': (real) => ({ ...real, level: 'twoStep' }) };
const ONE_STEP = { 'GET /auth/session': (real) => ({ ...real, level: 'password' }) };

const scene = (page, state, path, answers) => ({
  page,
  state,
  arrange: (person) => pretend(person.page, { ...TWO_STEPS, ...answers }, () => visit(person.page, path)),
});

export const CONTRACT_SCENES = [
  scene('Contracts', 'all-states', '/contracts', {
    'GET /contracts': list(CONTRACTS, 10_000),
    'GET /contracts/counts': { json: counts(3, 12, 5, 480, 9500) },
  }),
  scene('Contracts', 'one-row', '/contracts', {
    'GET /contracts': list(CONTRACTS.slice(0, 1)),
    'GET /contracts/counts': { json: counts(1, 0, 0, 0, 0) },
  }),
  scene('Contracts', 'none-found', '/contracts?q=nobody&status=abnormal', {
    'GET /contracts': list([]),
    'GET /contracts/counts': { json: counts(0, 0, 0, 0, 0) },
  }),
  scene('Contracts', 'no-rights', '/contracts', {
    'GET /contracts': list([]),
    'GET /contracts/counts': { json: counts(0, 0, 0, 0, 0) },
  }),
  scene('Contracts', 'two-steps-needed', '/contracts', ONE_STEP),
];
