export const CALLERS = ['far', 'near', 'vpc', 'office'] as const;
export type MapCaller = (typeof CALLERS)[number];
export const ENDPOINTS = ['regional', 'edge', 'own', 'private'] as const;
export type MapEndpoint = (typeof ENDPOINTS)[number];

/** Places of the drawing, in its units. */
export const PLACES = {
  far: [44, 66],
  near: [214, 66],
  vpc: [212, 262],
  office: [44, 262],
  edge: [104, 140],
  endpoint: [306, 262],
  api: [306, 140],
} as const satisfies Record<string, readonly [x: number, y: number]>;
export type MapPlace = keyof typeof PLACES;

/** @returns the places a request passes, or none when the API cannot be reached from there */
export function wayOf(caller: MapCaller, endpoint: MapEndpoint): readonly MapPlace[] {
  if (endpoint === 'private') {
    return caller === 'vpc' || caller === 'office' ? [caller, 'endpoint', 'api'] : [];
  }
  return endpoint === 'regional' ? [caller, 'api'] : [caller, 'edge', 'api'];
}
