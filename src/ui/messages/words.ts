/** "1 item", "3 items". */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

const TOPICS: Record<string, string> = {
  'api-types': 'API types',
  alternatives: 'Alternatives',
  auth: 'Who may call',
  caching: 'Caching',
  'custom-domains': 'Custom domains',
  'endpoint-types': 'Endpoint types',
  errors: 'Errors',
  integrations: 'Integrations',
  'mapping-validation': 'Mapping and validation',
  monitoring: 'Monitoring',
  pricing: 'Pricing',
  'stages-deployments': 'Stages and deployments',
  'throttling-quotas': 'Throttling and quotas',
  websocket: 'WebSocket APIs',
};

/** A topic's name as a reader would write it; an unknown one is spelled from its id. */
export function topicName(topic: string): string {
  const spelled = topic.replaceAll('-', ' ');
  return TOPICS[topic] ?? spelled.charAt(0).toUpperCase() + spelled.slice(1);
}

const LEVELS = ['Follow along', 'Easy', 'Medium', 'Hard', 'Expert'];

/** An author's level, 1 to 5, in words. */
export const levelName = (level: number): string => LEVELS[level - 1] ?? `Level ${level}`;

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "Mon 23 Nov". @param date YYYY-MM-DD or ISO 8601 */
export const shortDay = (date: string): string => DAY.format(new Date(date)).replace(',', '');

/** "23 November 2026". @param date YYYY-MM-DD or ISO 8601 */
export const longDate = (date: string): string => DATE.format(new Date(date));

/** "today", "tomorrow", "in 6 days". */
export function inDaysWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** Where a page lives, for a list of sources: "docs.aws.amazon.com". */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');
