// How the tests run: everything under test/, no retries (a test that fails now and then is a bug), no network.
// Specs and goldens under test/cases are data; the *.test.ts beside the suites read them.
// RACESPEC_TEST_COUNTS=FILE also writes vitest's JSON report there; .ci/run takes its counts from it.
import { defineConfig } from "vitest/config";

const counts = process.env.RACESPEC_TEST_COUNTS;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/cases/**"],
    setupFiles: ["test/no-network.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Vitest would leave a core to itself, which is half of a machine with two.
    maxWorkers: "100%",
    retry: 0,
    allowOnly: false,
    reporters: counts === undefined ? ["default"] : ["default", ["json", { outputFile: counts }]],
  },
});
