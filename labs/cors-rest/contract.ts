import type { CorsWish } from 'gatewise/labs';

const STAGE = 'prod';
export const ITEMS = { stageName: STAGE, method: 'GET', path: '/items' } as const;
export const PREFLIGHT = { stageName: STAGE, method: 'OPTIONS', path: '/items' } as const;

export const ORIGIN = 'https://app.example.com';
/** What the page asks for: a GET with a header that needs a preflight. */
export const PAGE: CorsWish = { origin: ORIGIN, methods: ['GET'], headers: ['Content-Type'] };
