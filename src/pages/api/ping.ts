import type { APIRoute } from 'astro';
import { json } from '#app';

/** Answers when the server is ready. */
export const GET: APIRoute = () => json({ ready: true });
