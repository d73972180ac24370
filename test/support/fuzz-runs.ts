import fc from 'fast-check';

/** Required by `npm run fuzz`: every property is tried so many times. */
fc.configureGlobal({ numRuns: Number(process.env.FUZZ_RUNS ?? 100_000) });
