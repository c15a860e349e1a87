// The pages of port plus in states that the demo does not have, or not today: the server's
// answers are replaced by these.
import { daysAfter, today } from './days.mjs';
import { pretend, visit } from './pretend.mjs';
import { quiet } from './quiet.mjs';

const NUMBER = 'SO-03089-2';
const PATH = `/port-applications/${NUMBER}`;
const PAGE = `/port-plus/${NUMBER}`;
const LONGEST = '海野 エリザベス ヴィクトリア マクシミリアン・フォン・ハーフェンブルク';

// Noon in Japan.
const noon = (day) => `${day}T03:00:00Z`;
const deadline = (day, provisional = false) => ({ day, at: `${day}T15:00:00Z`, provisional });

const application = (given = {}) => ({
  number: NUMBER,
  effectiveDate: daysAfter(today(), 30),
  addedPorts: 12,
  state: 'accepted',
  applicant: { id: '0198c000-0000-7000-8000-000000000001', name: '港 花子' },
  submittedAt: noon(daysAfter(today(), -5)),
  updatedAt: noon(daysAfter(today(), -5)),
  deadline: deadline(daysAfter(today(), 26)),
  daysLeft: 26,
  remind: true,
  changeable: true,
  ...given,
});

const OVER = { daysLeft: null, changeable: false };
const CANCELLED = { state: 'cancelled', ...OVER };

const ALL_STATES = [
  {},
  { daysLeft: 0, deadline: deadline(today()) },
  { daysLeft: 1, changeable: false, applicant: { id: '0198c000-0000-7000-8000-000000000002', name: LONGEST } },
  { state: 'fixed', ...OVER },
  { state: 'provisioned', ...OVER, addedPorts: 9999 },
  { state: 'finished', ...OVER, effectiveDate: daysAfter(today(), -1) },
  CANCELLED,
  { effectiveDate: '2028-03-22', deadline: deadline('2028-03-17', true), daysLeft: 300 },
].map((given, index) => application({ number: `SO-${String(3089 - index).padStart(5, '0')}-0`, ...given }));

const event = (kind, revision, given = {}) => {
  const { effectiveDate, addedPorts, deadline: until } = application(given);
  const number = `SO-03089-${revision}`;
  return { number, kind, at: noon(daysAfter(today(), revision - 5)), by: '港 花子', effectiveDate, addedPorts, deadline: until };
};

const HISTORY = {
  items: [
    event('submitted', 0, { addedPorts: 5, effectiveDate: daysAfter(today(), 29), deadline: deadline(daysAfter(today(), 25)) }),
    event('changed', 1, { effectiveDate: daysAfter(today(), 29), deadline: deadline(daysAfter(today(), 25)) }),
    event('changed', 2),
    { ...event('provisioned', 2), by: null },
  ],
};

const answer = (value) => ({ json: value, headers: { etag: '"v3"' } });
const list = (items, total = items.length) => ({ json: { items, total, next: null } });
const one = (given) => ({
  [`GET ${PATH}`]: answer(application(given)),
  [`GET ${PATH}/history`]: { json: HISTORY },
});
const problem = (code, status) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code }),
});
const withoutOption = { 'GET /auth/session': (real) => ({ ...real, member: { ...real.member, portPlus: false } }) };

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

const shown = (state, given, query = '') => scene('PortApplication', state, `${PAGE}${query}`, one(given));

const fillIn = (day, count) => async ({ page, field, button }) => {
  await field('port_plus.fields.effectiveDate').fill(day);
  await field('port_plus.fields.addedPorts').fill(String(count));
  await quiet(page);
  await button('port_plus.new.toReview').click();
};

const look = (title) => async ({ page, say }) => page.getByRole('heading', { name: say(title) }).waitFor();
const inTurn = (...acts) => async (person) => {
  for (const act of acts) await act(person);
};

const openCalendar = async ({ page, say }) => {
  await page.getByRole('button', { name: say('app.calendar.open', { name: say('port_plus.fields.effectiveDate') }) }).click();
  await page.locator('.calendar__day:focus').waitFor();
};

const askToCancel = async ({ page, button, say }) => {
  await button('port_plus.cancel.title').click();
  await page.getByRole('dialog').getByText(say('port_plus.cancel.consequence')).waitFor();
};

const FAR = () => daysAfter(today(), 30);

export const PORT_PLUS_SCENES = [
  scene('PortPlus', 'all-states', '/port-plus', { 'GET /port-applications': list(ALL_STATES, 3012) }),
  scene('PortPlus', 'last-page', '/port-plus?page=302&sort=effectiveDate', { 'GET /port-applications': list(ALL_STATES.slice(0, 2), 3012) }),
  scene('PortPlus', 'none-yet', '/port-plus', { 'GET /port-applications': list([]) }),
  scene('PortPlus', 'none-found', '/port-plus?state=cancelled&q=%E8%8A%B1%E5%AD%90', { 'GET /port-applications': list([]) }),
  scene('PortPlus', 'not-ordered', '/port-plus', withoutOption),
  scene('PortPlus', 'errors', '/port-plus?from=2026-09-21', {}, async ({ field, button, say, page }) => {
    await field('port_plus.filter.to').fill('2026-09-01');
    await button('port_plus.filter.search').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene(
    'PortPlus',
    'cancel',
    '/port-plus',
    { 'GET /port-applications': list([application()]), ...one({}) },
    async ({ page, say }) => {
      await page.getByRole('row').getByRole('button', { name: say('port_plus.cancel.open') }).click();
      await page.getByRole('dialog').getByText(say('port_plus.cancel.consequence')).waitFor();
    },
    { dialog: true },
  ),
  scene('NewPortApplication', 'errors', '/port-plus/new', {}, async ({ page, button, say }) => {
    await button('port_plus.new.toReview').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('NewPortApplication', 'too-late', `/port-plus/new?date=${today()}`, {}, async ({ page, button, say }) => {
    await button('port_plus.new.toReview').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('NewPortApplication', 'day', `/port-plus/new?date=${FAR()}`, {}),
  scene('NewPortApplication', 'calendar', '/port-plus/new', {}, openCalendar, { dialog: true }),
  scene('NewPortApplication', 'review', '/port-plus/new', {}, inTurn(fillIn(FAR(), 5), look('port_plus.new.reviewTitle'))),
  scene(
    'NewPortApplication',
    'refused',
    '/port-plus/new',
    { 'POST /port-applications': problem('unavailable', 503) },
    inTurn(fillIn(FAR(), 5), look('port_plus.new.reviewTitle'), async ({ button, page, say }) => {
      await button('port_plus.new.send').click();
      await page.getByText(say('app.summary.problem')).waitFor();
    }),
    { statuses: [503] },
  ),
  shown('accepted', {}),
  shown('submitted', { number: 'SO-03089-0' }, '?done=submitted'),
  shown('changed', {}, '?done=changed'),
  shown('cancelled-now', CANCELLED, '?done=cancelled'),
  shown('fixed', { state: 'fixed', ...OVER }),
  shown('somebody-elses', { changeable: false, applicant: { id: '0198c000-0000-7000-8000-000000000002', name: LONGEST } }),
  scene('PortApplication', 'missing', PAGE, { [`GET ${PATH}`]: problem('notFound', 404), [`GET ${PATH}/history`]: problem('notFound', 404) }, async () => {}, { statuses: [404] }),
  scene('PortApplication', 'cancel', PAGE, one({}), askToCancel, { dialog: true }),
  scene('PortApplication', 'change', `${PAGE}?step=change`, one({})),
  scene('PortApplication', 'nothing-changed', `${PAGE}?step=change`, one({}), async ({ page, button, say }) => {
    await button('port_plus.new.toReview').click();
    await page.getByText(say('app.summary.title')).waitFor();
  }),
  scene('PortApplication', 'change-review', `${PAGE}?step=change`, one({}), inTurn(fillIn(daysAfter(FAR(), 1), 20), look('port_plus.change.reviewTitle'))),
  scene(
    'PortApplication',
    'conflict',
    `${PAGE}?step=change`,
    { ...one({}), [`PATCH ${PATH}`]: problem('preconditionFailed', 412) },
    inTurn(fillIn(daysAfter(FAR(), 1), 20), look('port_plus.change.reviewTitle'), async ({ page, button, say }) => {
      await button('port_plus.change.send').click();
      await page.getByText(say('port_plus.change.conflictTitle'), { exact: true }).waitFor();
    }),
    { statuses: [412] },
  ),
  scene('PortCalendar', 'provisional', '/port-plus/calendar?month=2028-05', {}),
  scene('PortCalendar', 'next-month', `/port-plus/calendar?month=${daysAfter(today(), 30).slice(0, 7)}`, {}),
];
