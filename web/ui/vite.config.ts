import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/',
  plugins: [loadMapAhead()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // Inlined data: URLs would be refused by the server's Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  // MapLibre imports a script into its workers as a module only where its name ends so; anything
  // else it would evaluate, which the policy refuses.
  worker: {
    format: 'es',
    rollupOptions: { output: { entryFileNames: 'assets/[name]-[hash].mjs' } },
  },
  server: {
    proxy: {
      '/api': apiServer(),
      '/values': apiServer(),
      '/nodes': apiServer(),
      '/tiles': apiServer(),
      '/events': apiServer(),
    },
  },
  test: { include: ['test/**/*.test.ts'] },
});

/** The map's script is needed on every page: it shall not wait for the script that asks for it. */
function loadMapAhead(): Plugin {
  return {
    name: 'load-map-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const map = chunks.find(({ name }) => name === 'map-view');
        const needed = map ? [map.fileName, ...map.imports] : [];
        return needed
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

function apiServer(): string {
  return process.env.FENGTU_URL ?? 'http://127.0.0.1:8080';
}
