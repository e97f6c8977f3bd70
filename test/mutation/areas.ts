export interface Area {
  /** What is mutated. */
  readonly mutate: readonly string[];
  /** The tests of that subject, which must find each mutant. */
  readonly tests: readonly string[];
}

/**
 * The parts of the code that mutants are made of, one Stryker run each. Only tests of the same subject run, which keeps a run
 * short and asks more of them: that another test fails by chance does not count. They run in one process, since a mutant is not
 * active in another one.
 */
export const areas: Readonly<Record<string, Area>> = {
  request: {
    mutate: ["src/request/**/*.ts"],
    tests: ["test/request/*.test.ts", "test/transport/{api-road,given-once,request}.test.ts"],
  },
  results: {
    mutate: ["src/results/**/*.ts"],
    tests: [
      "test/resources/{call,list-kinds,pages,sync}.test.ts",
      "test/transport/{hostile-replies,reply,reply-type,stacks,stream,unread}.test.ts",
    ],
  },
  transport: {
    mutate: ["src/transport/**/*.ts"],
    tests: ["test/options.test.ts", "test/transport/**/*.test.ts"],
  },
  document: {
    mutate: ["scripts/document/**/*.ts"],
    tests: [
      "test/scripts/{hostile,normalise,overlay,pages,pull}.test.ts",
      "test/scripts/document/*.test.ts",
      "test/scripts/diff/keep-operations.test.ts",
    ],
  },
  pin: {
    mutate: ["scripts/pin/**/*.ts"],
    tests: ["test/scripts/{check,lock,pull,remove,rolling-pin}.test.ts"],
  },
};
