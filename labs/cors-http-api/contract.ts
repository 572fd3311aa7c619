import type { CorsWish } from 'gatewise/labs';

const STAGE = '$default';
export const READ = { stageName: STAGE, method: 'GET', path: '/items' } as const;
export const WRITE = { stageName: STAGE, method: 'PUT', path: '/items' } as const;

export const ORIGIN = 'https://app.example.com';
/** A site that nobody let in. */
export const STRANGER = 'https://elsewhere.example.net';
export const METHODS = ['GET', 'PUT'] as const;
export const HEADERS = ['authorization', 'content-type'] as const;

/** What the page asks for before it writes; the first method is the one it uses. */
export const PAGE: CorsWish = { origin: ORIGIN, methods: ['PUT', 'GET'], headers: HEADERS };
