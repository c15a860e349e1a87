// Days in Japan, and how the pages write them: worked out without the product.
const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const written = (moment) => moment.toISOString().slice(0, 10);
const midnight = (day) => new Date(`${day}T00:00:00Z`);

// Today, as `2026-09-17`.
export const today = () => written(new Date(Date.now() + 9 * HOUR_MS));

// So many days after a day, before it if negative.
export const daysAfter = (day, count) => written(new Date(midnight(day).getTime() + count * DAY_MS));

// The same day of the next month, or its last day where that is shorter.
export function monthAfter(day) {
  const [year, month, number] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return written(new Date(Date.UTC(year, month, Math.min(number, last))));
}

// `2026年9月17日(木)`, `Thu, 17 Sep 2026`.
export function date(day, language) {
  const at = midnight(day);
  if (language === 'ja') return `${at.getUTCFullYear()}年${dayInYear(day)}`;
  const weekday = WEEKDAYS.en[at.getUTCDay()];
  return `${weekday}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

// `9月17日(木)`, in English with the year: as sentences about deadlines have it.
export function shortDate(day, language) {
  return language === 'ja' ? dayInYear(day) : date(day, language);
}

function dayInYear(day) {
  const at = midnight(day);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日(${WEEKDAYS.ja[at.getUTCDay()]})`;
}
