// The people of the demo, each with the language of the account.
export const PASSWORD = 'Minato-demo-2026';

export const PEOPLE = {
  ja: { email: 'hanako@minato-shoji.example', memberNumber: 'M97-00339' },
  en: { email: 'taro@minato-shoji.example', memberNumber: 'M97-00339' },
};

export const COMPANY = '港商事株式会社';

// Somebody whose member has switched the second step off.
export const WITHOUT_TWO_STEP = { email: 'jiro@shiosai.example', memberNumber: 'M97-00340' };
