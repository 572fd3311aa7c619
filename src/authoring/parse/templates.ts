/**
 * `{{name}}` in a case text stands for what a variant draws. MDX would read the inner braces as an
 * expression, so they are set aside while it parses: as many characters, so that places stay right.
 */
const [OPEN, CLOSE] = ['\u27e6\u27e6', '\u27e7\u27e7'];

/** Sets the templates of a text aside. */
export const guardTemplates = (text: string): string =>
  text.replaceAll(/\{\{(\s*[a-zA-Z][\w.]*\s*)\}\}/g, `${OPEN}$1${CLOSE}`);

/** Puts them back. */
export const releaseTemplates = (text: string): string =>
  text.replaceAll(OPEN, '{{').replaceAll(CLOSE, '}}');
