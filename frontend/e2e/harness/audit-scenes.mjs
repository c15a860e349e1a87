// The audit trail, in states that the demo does not have.
import { pretend, visit } from './pretend.mjs';

const ID = '0198c000-0000-7000-8000-0000000000';

const LONGEST = '情報システム本部 ネットワーク統括部 音声・会議サービス推進グループ 第二チームの設定担当者';

const AS_ADMIN = {
  'GET /auth/session': (real) => ({
    ...real,
    level: 'twoStep',
    account: { ...real.account, role: 'admin' },
  }),
};

const person = (name, number = 1) => ({ kind: 'account', id: `${ID}0${number}`, name });
const HANAKO = person('港 花子');
const about = (kind, id, label) => ({ kind, id, label });
const change = (field, before, after, item = null) => ({ field, item, before, after });

const event = (seq, at, actor, action, given = {}) => ({
  seq,
  at,
  actor,
  action,
  subject: null,
  text: null,
  textRemoved: false,
  changes: [],
  digest: 'f'.repeat(64),
  ...given,
});

const EVENTS = [
  event(4711, '2026-09-17T06:12:00Z', HANAKO, 'portApplicationChanged', {
    subject: about('portApplication', 'SO-00012-1', 'SO-00012-1'),
    changes: [change('effectiveDate', '2026-09-24', '2026-09-25')],
  }),
  event(4710, '2026-09-17T05:40:00Z', HANAKO, 'accountChanged', {
    subject: about('account', `${ID}02`, '海野 太郎'),
    changes: [
      change('role', 'user', 'admin'),
      change('department', '営業部', LONGEST),
      change('validUntil', '9999-12-31', '2027-03-31'),
      change('phone', null, '03-1234-5678'),
    ],
  }),
  event(4709, '2026-09-17T05:31:00Z', person('Elisabeth Victoria von Hafenburg-Übersee zu Altona', 3), 'userGroupRangeChanged', {
    subject: about('userGroup', `${ID}61`, LONGEST),
    changes: [
      change('groupService', null, 'edit', 'クラウドPBX'),
      change('groupService', 'view', 'edit', 'VPN'),
      change('groupContract', 'edit', null, 'N339001038'),
    ],
  }),
  event(4708, '2026-09-17T00:15:00Z', HANAKO, 'signedIn', {
    text: '203.0.113.5 Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  }),
  event(4707, '2026-09-16T12:00:00Z', { kind: 'nobody', id: null, name: null }, 'signInClosed', {
    subject: about('account', `${ID}02`, '海野 太郎'),
  }),
  event(4706, '2026-09-16T09:00:00Z', { kind: 'operator', id: null, name: null }, 'memberChanged', {
    changes: [change('option', 'false', 'true', 'apiAccess'), change('contractedPorts', '30', '1200')],
  }),
  event(4705, '2026-09-16T08:30:00Z', HANAKO, 'accountDeleted', {
    subject: about('account', null, '波戸 渚'),
    textRemoved: true,
  }),
  event(4704, '2026-09-16T08:00:00Z', { kind: 'commandLine', id: null, name: null }, 'portApplicationProvisioned', {
    subject: about('portApplication', 'SO-00011-1', 'SO-00011-1'),
  }),
  event(4703, '2026-09-16T07:00:00Z', { kind: 'apiClient', id: `${ID}99`, name: '会議室予約システム' }, 'portApplicationSubmitted', {
    subject: about('portApplication', 'SO-00012-1', 'SO-00012-1'),
  }),
];

const trail = (items, total = items.length) => ({
  ...AS_ADMIN,
  'GET /company/audit-events': { json: { items, total, next: null } },
});

const scene = (state, path, answers, further = async () => {}, rest = {}) => ({
  page: 'Audit',
  state,
  ...rest,
  arrange: (person) =>
    pretend(person.page, answers, async () => {
      await visit(person.page, path);
      await further(person);
    }),
});

export const AUDIT_SCENES = [
  scene('days', '/audit', trail(EVENTS, 4711)),
  scene('one-row', '/audit', trail(EVENTS.slice(0, 1))),
  scene('empty', '/audit', trail([])),
  scene('none-found', '/audit?group=exports&from=2026-09-01', trail([])),
  scene('errors', '/audit', trail(EVENTS), async ({ page, field, button, say }) => {
    await field('audit.filter.from').fill('2026-09-30');
    await field('audit.filter.to').fill('2026-09-01');
    await button('audit.filter.search').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
];
