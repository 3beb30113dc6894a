import { defineConfig } from 'vitest/config';

const suite = (name: string, { isolate }: { readonly isolate: boolean }) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], isolate },
});

export default defineConfig({
  test: {
    projects: [
      // Their files share pure modules only, so one process runs many of them.
      ...['unit', 'property', 'contract', 'infra'].map((name) => suite(name, { isolate: false })),
      ...['integration', 'e2e'].map((name) => suite(name, { isolate: true })),
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    silent: 'passed-only',
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
});
