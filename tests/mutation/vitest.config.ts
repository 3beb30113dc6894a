import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is quick comes first: most mutants are found by it, and the rest is not run then. */
const SUITES = ['unit', 'contract', 'property', 'integration'];

const suiteOf = ({ moduleId }: TestSpecification) => SUITES.findIndex((name) => moduleId.includes(`/tests/${name}/`));

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => suiteOf(one) - suiteOf(other));
  }
}

/** Other processes run the code as it is, and learn of no mutant. */
const IN_OTHER_PROCESSES = [
  'crash-between-writes',
  'deliver-crash',
  'frozen-function',
  'owned-process',
  'silent-functions',
];

export default defineConfig({
  test: {
    include: SUITES.map((name) => `tests/${name}/**/*.test.ts`),
    exclude: [
      // These read the code itself, which mutants change.
      ...['tests/unit/architecture.test.ts', 'tests/unit/examples/*'],
      ...IN_OTHER_PROCESSES.map((name) => `tests/integration/${name}.test.ts`),
    ],
    sequence: { sequencer: QuickestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
});
