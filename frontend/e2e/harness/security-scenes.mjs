// The second step, at the door and on the page about one's own security, in states that the
// demo does not have: the server's answers are replaced by these.
import { PNG } from 'pngjs';

import { pretend, visit } from './pretend.mjs';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PROBLEM = 'application/problem+json';

const CODES = [
  '0123-4567-89ab-cdef',
  'ghjk-mnpq-rstv-wxyz',
  '9z8y-7x6w-5v4t-3s2r',
  'k1m2-n3p4-q5r6-s7t8',
  'wxyz-0246-8ace-gjmq',
  'aceg-jmpr-tvxz-1357',
  '7777-2222-5555-9999',
  'hjkm-3141-5926-5358',
  'v9w8-x7y6-z5a4-b3c2',
  'd1e0-f2g4-h6j8-k0m2',
];

const problem = (code, status) => ({
  status,
  contentType: PROBLEM,
  body: JSON.stringify({ type: `urn:minato:problem:${code}`, title: code, status, code }),
});

// What looks like a QR code from afar: squares, dark on white, with the margin around them.
function picture() {
  const [modules, scale, margin] = [41, 8, 4];
  const size = (modules + 2 * margin) * scale;
  const png = new PNG({ width: size, height: size });
  for (let place = 0; place < size * size; place += 1) {
    const [x, y] = [place % size, Math.floor(place / size)].map((at) => Math.floor(at / scale) - margin);
    const inside = [x, y].every((at) => at >= 0 && at < modules);
    const dark = inside && (x * x * 7 + y * y * 3 + x * y) % 5 < 2;
    png.data.writeUInt32BE(dark ? 0x000000ff : 0xffffffff, place * 4);
  }
  return `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
}

const OFFER = {
  secret: SECRET,
  uri: `otpauth://totp/Minato:hanako%40minato-shoji.example?secret=${SECRET}&issuer=Minato`,
  qrCode: picture(),
};

const overview = (given = {}) => ({
  factor: 'mailOtp',
  totpRequired: false,
  totpSince: null,
  recoveryCodesLeft: 0,
  provenUntil: '2026-09-17T05:40:00Z',
  ...given,
});

const withApp = (recoveryCodesLeft = 10) => ({
  'GET /me/security': {
    json: overview({ factor: 'totp', totpSince: '2026-09-01T00:30:00Z', recoveryCodesLeft }),
  },
});

const WITHOUT_APP = { 'GET /me/security': { json: overview() } };
const SETTING_UP = { ...WITHOUT_APP, 'POST /me/totp': { status: 201, json: OFFER } };

// Between the two steps, by an app.
const atTheDoor = {
  'GET /auth/session': {
    json: {
      state: 'codeRequired',
      factor: 'totp',
      expiresAt: '2099-09-17T05:30:00Z',
      csrfToken: 'Zm9vYmFy',
    },
  },
};

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

const door = (state, answers, further, rest) =>
  scene('LoginCode', state, '/login/code', { ...atTheDoor, ...answers }, further, rest);

const security = (state, answers, further, rest) => scene('Security', state, '/me/security', answers, further, rest);

const setUp = async ({ page, button, say }) => {
  await button('security.method.setUp').click();
  await page.getByRole('img', { name: say('security.setUp.qrCode') }).waitFor();
};

const ask = (act, title) => async ({ page, button, say }) => {
  await button(act).click();
  await page.getByRole('dialog').getByText(say(title)).waitFor();
};

const summary = (page, say) => page.getByText(say('app.summary.title')).waitFor();

const toRecovery = async ({ button, field }) => {
  await button('auth.code.useRecovery').click();
  await field('auth.fields.recoveryCode').waitFor();
};

const underWay = (step, given = {}) => ({
  'GET /auth/first-login': {
    json: {
      step,
      email: 'hanako@minato-shoji.example',
      name: '港 花子',
      memberNumber: 'M97-00339',
      memberName: '港商事株式会社',
      passwordPolicy: 'portplus',
      twoStep: true,
      secondFactor: 'mailOtp',
      keepsApp: false,
      expiresAt: '2099-09-17T05:30:00Z',
      csrfToken: 'Zm9vYmFy',
      ...given,
    },
  },
  'POST /auth/first-login/totp': { status: 201, json: OFFER },
  'POST /auth/first-login/recovery-codes': { status: 201, json: { codes: CODES } },
  'POST /auth/first-login/complete': { json: { state: 'signedOut' } },
});

const first = (state, answers, further, rest) => scene('FirstLogin', state, '/first-login', answers, further, rest);

// A link that is followed; the server is not asked before the form is sent.
const followed = (state, answers, further, rest) => ({
  page: 'FirstLogin',
  state,
  ...rest,
  arrange: (person) =>
    pretend(person.page, answers, async () => {
      await person.page.goto('about:blank');
      await visit(person.page, '/first-login#Zm9vYmFyZm9vYmFy');
      await further(person);
    }),
});

const identify = async ({ field, button }) => {
  await field('auth.fields.email').fill('hanako@minato-shoji.example');
  await field('auth.fields.name').fill('港 花子');
  await button('first_login.next').click();
};

export const FIRST_LOGIN_SCENES = [
  followed('identity', {}, async () => {}),
  followed('identity-errors', {}, async ({ page, button, say }) => {
    await button('first_login.next').click();
    await summary(page, say);
  }),
  followed(
    'identity-refused',
    { 'POST /auth/first-login/identity': problem('identityMismatch', 401) },
    async (person) => {
      await identify(person);
      await person.page.getByText(person.say('app.summary.problem')).waitFor();
    },
    { statuses: [401] },
  ),
  followed(
    'spent',
    { 'POST /auth/first-login/identity': problem('linkInvalid', 410) },
    async (person) => {
      await identify(person);
      await person.heading('first_login.spent.title').waitFor();
    },
    { statuses: [410] },
  ),
  first('password', underWay('password')),
  first('app', underWay('totp')),
  first('app-must', underWay('totp', { secondFactor: 'totp' })),
  first('shown-before', underWay('done')),
  first('ready', underWay('done', { keepsApp: true })),
  first('done', underWay('done'), async ({ button, heading }) => {
    await button('first_login.codes.stored').click();
    await heading('first_login.done.title').waitFor();
  }),
  first('codes', underWay('recoveryCodes'), async ({ heading }) => heading('first_login.codes.title').waitFor()),
];

export const DOOR_SCENES = [
  door('app', {}),
  door('recovery-code', {}, toRecovery),
  door(
    'recovery-code-wrong',
    { 'POST /auth/login/verify': problem('codeWrong', 401) },
    async (person) => {
      await toRecovery(person);
      await person.field('auth.fields.recoveryCode').fill(CODES[0]);
      await person.button('auth.code.verify').click();
      await person.page.getByText(person.say('auth.code.recoveryWrong')).waitFor();
    },
    { statuses: [401] },
  ),
];

export const SECURITY_SCENES = [
  security('with-app', withApp()),
  security('few-codes', withApp(2)),
  security('no-codes', withApp(0)),
  security('set-up', SETTING_UP, setUp),
  security('set-up-errors', SETTING_UP, async (person) => {
    await setUp(person);
    await person.button('security.setUp.confirm').click();
    await summary(person.page, person.say);
  }),
  security(
    'codes',
    { ...SETTING_UP, 'POST /me/totp/confirm': { json: { recoveryCodes: CODES } } },
    async (person) => {
      await setUp(person);
      await person.field('auth.fields.code').fill('123456');
      await person.button('security.setUp.confirm').click();
      await person.page.getByText(CODES[9]).waitFor();
    },
  ),
  security('renew', withApp(), ask('security.acts.renewAct', 'security.question.renewTitle'), { dialog: true }),
  security('remove', withApp(), ask('security.acts.removeAct', 'security.question.removeTitle'), { dialog: true }),
  security(
    'prove-by-password',
    { ...WITHOUT_APP, 'POST /me/totp': problem('stepUpRequired', 403) },
    async (person) => {
      await ask('security.method.setUp', 'security.stepUp.title')(person);
      await person.page.getByRole('dialog').getByRole('button', { name: person.say('security.stepUp.proceed') }).click();
      await summary(person.page, person.say);
    },
    { dialog: true, statuses: [403] },
  ),
  security(
    'prove-by-app',
    { ...withApp(), 'POST /me/totp': problem('stepUpRequired', 403) },
    ask('security.acts.replaceAct', 'security.stepUp.title'),
    { dialog: true, statuses: [403] },
  ),
];
