/** Keys of the browser's practice that the terminal has too. A test holds both to the same letters. */
export const SHARED_KEYS = {
  guessed: 'g',
  unsure: 'u',
  strike: 'x',
  flag: 'f',
  note: 'n',
  skip: 's',
  bury: '-',
  suspend: '!',
  undo: 'z',
  lesson: 'l',
  help: '?',
} as const;
type SharedAction = keyof typeof SHARED_KEYS;

/** What only the terminal needs to be told by a letter. */
const OWN_KEYS = {
  easy: 'e',
  why: 'w',
  report: 'r',
  pause: 'p',
  end: 'end',
  quit: 'q',
} as const;
type OwnAction = keyof typeof OWN_KEYS;

export type Action = SharedAction | OwnAction;
/** In the order in which help lists them. */
const ACTIONS: readonly Action[] = [
  'guessed',
  'unsure',
  'easy',
  'strike',
  'skip',
  'undo',
  'why',
  'lesson',
  'flag',
  'note',
  'report',
  'bury',
  'suspend',
  'pause',
  'end',
  'quit',
  'help',
];

/** Keys by action, where the learner chose others than ours in the browser. */
export type KeyChoice = Readonly<Record<string, readonly string[]>>;

const isShared = (action: Action): action is SharedAction => action in SHARED_KEYS;

const keysOf = (choice: KeyChoice, action: Action): readonly string[] =>
  isShared(action) ? (choice[action] ?? [SHARED_KEYS[action]]) : [OWN_KEYS[action]];

/** Every action with what to type for it: its key, or its name when another action took the key. */
export const listKeys = (choice: KeyChoice): { readonly action: Action; readonly key: string }[] =>
  ACTIONS.map((action) => {
    const key = keysOf(choice, action).find((one) => actionOf(choice, one) === action);
    return { action, key: key ?? action };
  });

/** The action that a word stands for: by the learner's keys, then ours, then by its name. */
export function actionOf(choice: KeyChoice, word: string): Action | undefined {
  const typed = word.toLowerCase();
  const holds = (action: Action) => keysOf(choice, action).includes(typed);
  return (
    ACTIONS.find((action) => isShared(action) && holds(action)) ??
    ACTIONS.find(holds) ??
    ACTIONS.find((action) => action === typed)
  );
}

/** What was typed, if it is no answer. */
export interface Typed {
  readonly action: Action;
  /** What stands behind it: the text of a note or report, the option to strike out. */
  readonly rest: string;
}

const TAKES_MORE: readonly Action[] = ['strike', 'note', 'report'];

/**
 * Reads a line as a command.
 * @param isText whether the answer is free text: then only a colon before it, or `?`, makes a command
 */
export function commandOf(choice: KeyChoice, line: string, isText: boolean): Typed | undefined {
  const text = line.trim();
  const isMarked = text.startsWith(':');
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(isMarked ? text.slice(1) : text) ?? [];
  const action = actionOf(choice, word);
  if (action === undefined) return undefined;
  if (isText && !isMarked && action !== 'help') return undefined;
  return rest === '' || TAKES_MORE.includes(action) ? { action, rest } : undefined;
}
