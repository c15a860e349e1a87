// The people of the demo, each with the language of the account.
export const PASSWORD = 'Minato-demo-2026';

// The admin of the member with a few applications, and the user beside her.
export const HANAKO = { name: '港 花子', phone: '03-1234-5678', email: 'hanako@minato-shoji.example', memberNumber: 'M97-00339' };
export const TARO = { name: 'Taro Umino', email: 'taro@minato-shoji.example', memberNumber: 'M97-00339' };

export const PEOPLE = { ja: HANAKO, en: TARO };

export const COMPANY = '港商事株式会社';

// Who else hears of every application of theirs.
export const NOTIFIED = ['kaigi-system@minato-shoji.example', 'somu@minato-shoji.example'];

// Somebody whose member has switched the second step off.
export const WITHOUT_TWO_STEP = { email: 'jiro@shiosai.example', memberNumber: 'M97-00340' };

// The admin of a big member, where admins may choose the first password.
export const AKARI = { name: '灯 あかり', email: 'akari@todai-butsuryu.example', memberNumber: 'M97-00341' };

// Somebody who signs in with an authenticator app, whose secret everybody knows.
export const WITH_APP = {
  name: '波戸 渚',
  email: 'nagisa@hatoba-insatsu.example',
  memberNumber: 'M97-00343',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};

// Somebody who has nothing yet but the opening mail.
export const INVITED = {
  name: '磯部 しおり',
  phone: '078-123-4568',
  email: 'shiori@hatoba-insatsu.example',
  memberNumber: 'M97-00343',
};

// The admin of a member that has ordered nothing.
export const MISAKI = { name: '岬 美咲', email: 'misaki@misaki-sekkei.example', memberNumber: 'M97-00342' };

// An admin who is in no group and so sees no contract.
export const MAHO = { name: '岸 真帆', email: 'maho@minato-shoji.example', memberNumber: 'M97-00339' };

// Somebody who may change every contract of the cloud PBX, and somebody who may change one.
export const KAITO = { name: '舟越 海斗', email: 'kaito@minato-shoji.example', memberNumber: 'M97-00339' };
export const RIN = { name: '大浦 凛', email: 'rin@minato-shoji.example', memberNumber: 'M97-00339' };
