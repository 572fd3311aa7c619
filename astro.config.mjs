import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { defineConfig, fontProviders } from 'astro/config';
import { readFileSync } from 'node:fs';
import { createCssVariablesTheme } from 'shiki';
import { parse } from 'yaml';
import { gatewiseDev } from './src/server/dev.ts';
import { markTerms } from './src/ui/mdx/terms.ts';

const isDev = process.argv.includes('dev');
const codeTheme = createCssVariablesTheme({ name: 'gatewise', variablePrefix: '--code-' });

/** Shiki writes colours as `style="…"`, which the strict CSP blocks: they become classes. */
const stylesToClasses = {
  name: 'styles-to-classes',
  span(node) {
    const token = /color:var\(--code-(?:token-)?([a-z-]+)\)/.exec(
      String(node.properties?.style ?? ''),
    )?.[1];
    delete node.properties.style;
    if (token && token !== 'foreground') this.addClassToHast(node, `code-${token}`);
  },
  pre(node) {
    delete node.properties.style;
  },
};

/** Adds `client:demand`. */
const demand = {
  name: 'client-demand',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) =>
      addClientDirective({ name: 'demand', entrypoint: './src/ui/scripts/demand.ts' }),
  },
};

/** A change here shows after a restart of `npm run dev`. */
const { terms } = parse(readFileSync('./content/glossary.yaml', 'utf8'));

export default defineConfig({
  output: 'server',
  session: false,
  publicDir: './src/ui/public',
  adapter: node({ mode: 'middleware', bodySizeLimit: 1024 * 1024 }),
  integrations: [mdx(), svelte(), demand, gatewiseDev()],
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  markdown: {
    processor: satteri({
      mdastPlugins: [markTerms(terms, (file) => file.includes('/content/courses/'))],
    }),
    shikiConfig: { theme: codeTheme, transformers: [stylesToClasses] },
  },
  fonts: [
    {
      name: 'Figtree',
      cssVariable: '--font-figtree',
      fallbacks: ['system-ui', 'sans-serif'],
      provider: fontProviders.local(),
      options: {
        variants: [
          {
            weight: '300 900',
            style: 'normal',
            src: [
              './node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
            ],
          },
        ],
      },
    },
  ],
  security: {
    checkOrigin: true,
    // `astro dev` would block its own inline styles; the built site is what the tests look at.
    csp: isDev
      ? false
      : {
          directives: [
            "default-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
          ],
        },
  },
  vite: {
    server: { watch: { ignored: ['**/data/**', '**/dist/**'] } },
    build: {
      rolldownOptions: {
        // One such line for every MDX file and pass would drown real warnings.
        onLog(level, log, handle) {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
  },
});
