import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/',
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

function apiServer(): string {
  return process.env.FENGTU_URL ?? 'http://127.0.0.1:8080';
}
