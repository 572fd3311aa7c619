/** What a stem may ask for, and which API type that phrase rules in. */
export const REQUIREMENTS = [
  { id: 'push', needs: 'websocket' },
  { id: 'quota', needs: 'rest' },
  { id: 'validate', needs: 'rest' },
  { id: 'private', needs: 'rest' },
  { id: 'firewall', needs: 'rest' },
  { id: 'stream', needs: 'rest' },
  { id: 'token', needs: undefined },
  { id: 'vpc', needs: undefined },
  { id: 'mtls', needs: undefined },
] as const;

export type RequirementId = (typeof REQUIREMENTS)[number]['id'];

export interface Choice {
  /** More than one when no single type does it all. */
  readonly types: readonly ('websocket' | 'rest' | 'http')[];
  /** The requirements that decided; empty when the price did. */
  readonly because: readonly RequirementId[];
}

/** @returns the cheapest types that meet every chosen requirement */
export function chooseType(chosen: readonly RequirementId[]): Choice {
  const asked = REQUIREMENTS.filter(({ id }) => chosen.includes(id));
  const idsOf = (type: 'websocket' | 'rest') =>
    asked.filter(({ needs }) => needs === type).map(({ id }) => id);
  const push = idsOf('websocket');
  const rest = idsOf('rest');
  const types = [
    ...(push.length > 0 ? (['websocket'] as const) : []),
    ...(rest.length > 0 ? (['rest'] as const) : []),
  ];
  return { types: types.length > 0 ? types : ['http'], because: [...push, ...rest] };
}
