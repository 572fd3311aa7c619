/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    app: import('#app').App;
  }
}

// `astro check` knows .astro files by itself; plain tsc needs to be told.
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory;
  export default component;
}
