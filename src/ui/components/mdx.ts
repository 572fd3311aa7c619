import * as figures from '../figures/index.ts';
import Callout from './Callout.astro';
import Check from './Check.astro';
import Fact from './Fact.astro';
import Figure from './Figure.astro';
import Table from './Table.astro';
import Term from './Term.astro';

/** What MDX bodies may use without importing it. A name that is not here fails the page. */
export const mdxComponents = { ...figures, Callout, Check, Fact, Figure, Term, table: Table };
