/** What the release is about. */
export const STAGE = 'prod';
export const V1 = { stageName: STAGE, method: 'GET', path: '/v1' } as const;
export const V2 = { stageName: STAGE, method: 'GET', path: '/v2' } as const;
