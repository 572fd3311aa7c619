import { icons } from '@iconify-json/lucide';

/** Our names for Lucide's, so that a change of icon is one line. */
const NAMES = {
  alert: 'triangle-alert',
  arrow: 'arrow-right',
  back: 'arrow-left',
  changed: 'calendar-clock',
  check: 'check',
  clock: 'clock',
  coins: 'coins',
  done: 'circle-check',
  exam: 'graduation-cap',
  external: 'external-link',
  labs: 'flask-conical',
  learn: 'book-open',
  list: 'list',
  moon: 'moon',
  next: 'chevron-right',
  note: 'info',
  open: 'circle',
  practice: 'target',
  progress: 'chart-column',
  reading: 'circle-dot',
  source: 'file-text',
  sun: 'sun',
  terminal: 'square-terminal',
  trap: 'triangle-alert',
} as const;

export type IconName = keyof typeof NAMES;

/**
 * The inside of a 24 by 24 SVG in the current colour. Lucide, ISC licence.
 * @throws Error when Lucide has renamed an icon: the table above wants its new name
 */
export function iconBody(name: IconName): string {
  const icon = icons.icons[NAMES[name]];
  if (!icon) throw new Error(`Lucide has no icon "${NAMES[name]}". Choose another for "${name}".`);
  return icon.body;
}
