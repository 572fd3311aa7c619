/** The part of a component's `Astro` that says which page it stands on. */
interface Place {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly locals: App.Locals;
  readonly request: Request;
}

/** Ids of the facts that the page's text cites, in order: a fact's number is its place here. */
export function factsOfPage({ params, locals }: Place): readonly string[] {
  const { course, module, lesson, id } = params;
  if (lesson) return locals.app.catalog.lesson(`${course}/${module}/${lesson}`)?.facts ?? [];
  return id ? (locals.app.catalog.lab(id)?.facts ?? []) : [];
}

const counters = new WeakMap<Request, Map<string, number>>();

/** How often `name` was asked for during this request, from 1: keeps ids on a page apart. */
export function nthOnPage({ request }: Place, name: string): number {
  const counter = counters.get(request) ?? new Map<string, number>();
  const nth = (counter.get(name) ?? 0) + 1;
  counters.set(request, counter.set(name, nth));
  return nth;
}
