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

// One contract as its page asks for it.
const HANAKO = { name: '港 花子', department: '情報システム部', email: 'hanako@minato-shoji.example', phone: '03-1234-5678' };
const NIGHT = { name: '夜間受付', department: '', email: 'night-desk-of-the-whole-company@minato-shoji.example', phone: '' };

const detail = (given = {}) => ({
  ...contract(1, { permission: 'edit', memo: '営業部の代表番号' }),
  memoChangedAt: '2026-09-15T01:00:00Z',
  memoChangedBy: '港 花子',
  appliedOn: '2026-03-02',
  providedOn: '2026-04-01',
  endsOn: null,
  contacts: [HANAKO, NIGHT],
  ...given,
});

const tagged = (json, tag) => ({ json, headers: { etag: `"v${tag}"` } });
const PATH = '/contracts/N339001001';
const shows = (given) => ({ [`GET ${PATH}`]: tagged(detail(given), '1-1') });

// A scene in which something is done on the page.
const acted = (page, state, path, answers, act, statuses = []) => ({
  page,
  state,
  statuses,
  arrange: (person) =>
    pretend(person.page, { ...TWO_STEPS, ...answers }, async () => {
      await visit(person.page, path);
      await act(person);
    }),
});

const refusal = (status, code, fields = []) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code, fields }),
});

const scene = (page, state, path, answers) => ({
  page,
  state,
  arrange: (person) => pretend(person.page, { ...TWO_STEPS, ...answers }, () => visit(person.page, path)),
});

// Filters that somebody has saved: of any length.
const SAVED = ['異常', '港区のクラウドPBX', 'Everything that needs a look in Tokyo', 'とても長い名前の検索条件'.repeat(4).slice(0, 40)];
const saved = {
  'GET /contracts': list(CONTRACTS, 10_000),
  'GET /contracts/counts': { json: counts(3, 12, 5, 480, 9500) },
  'GET /me/saved-filters': {
    json: {
      items: SAVED.map((name, place) => ({
        id: `00000000-0000-7000-8000-00000000000${place}`,
        name,
        query: { service: 'cloud-pbx', status: ['abnormal', 'warning', 'unknown', 'normal'][place] },
      })),
    },
  },
};
const FILTERED = '/contracts?q=Tokyo&status=normal';

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
  scene('Contracts', 'saved', '/contracts?service=cloud-pbx&status=abnormal', saved),
  acted('Contracts', 'saved-editing', FILTERED, saved, ({ button }) => button('contracts.saved.edit').click()),
  acted('Contracts', 'saved-name', FILTERED, saved, async ({ page, button, say }) => {
    await button('contracts.saved.save').click();
    await button('app.save').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('Contracts', 'two-steps-needed', '/contracts', ONE_STEP),
  scene('Contract', 'filled', PATH, shows()),
  scene('Contract', 'view-only', PATH, shows({ permission: 'view', memo: '', memoChangedAt: null, memoChangedBy: null, contacts: [] })),
  scene('Contract', 'longest', PATH, shows({ ...CONTRACTS[4], memo: 'この回線は基幹です。'.repeat(20), endsOn: '2028-03-31' })),
  acted('Contract', 'missing', PATH, { [`GET ${PATH}`]: refusal(404, 'notFound') }, () => {}, [404]),
  acted('Contract', 'memo-open', PATH, shows(), ({ button }) => button('contract.memo.edit').click()),
  acted(
    'Contract',
    'memo-conflict',
    PATH,
    { ...shows(), [`PUT ${PATH}/memo`]: refusal(412, 'preconditionFailed') },
    async ({ page, button, field, say }) => {
      await button('contract.memo.edit').click();
      await field('contract.memo.label').fill('受付の代表番号');
      await button('app.save').click();
      await page.getByText(say('contract.memo.conflictTitle')).first().waitFor();
    },
    [412],
  ),
  acted('Contract', 'contacts-errors', PATH, shows(), async ({ page, button, field, say }) => {
    await button('contract.contacts.edit').click();
    await field('contract.contacts.name').first().fill('');
    await button('app.save').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  acted(
    'ContractMemos',
    'refused',
    '/contracts/memos',
    {
      'POST /contracts/memos': refusal(422, 'validationFailed', [
        { field: 'rows.3.contractNumber', code: 'unknownContract', message: '' },
        { field: 'rows.12.memo', code: 'tooLong', max: 200, message: '' },
      ]),
    },
    async ({ page, button, say }) => {
      const file = { name: 'memos.csv', mimeType: 'text/csv', buffer: Buffer.from('ご契約番号,ごメモ\r\n') };
      await page.locator('#memo-file').setInputFiles(file);
      await button('contract.upload.send').click();
      await page.getByText(say('contract.upload.refused')).waitFor();
    },
    [422],
  ),
];
