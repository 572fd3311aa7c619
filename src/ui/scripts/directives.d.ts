import 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    /** Sleeps until somebody reaches for it: see `demand.ts`. */
    'client:demand'?: boolean;
  }
}
