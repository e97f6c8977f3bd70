import type { Finding } from "../diff/report/report.ts";

/** A difference of two specs, as `spec:diff` reports it. */
export type Cause = Pick<Finding, "severity" | "part" | "at" | "message">;

/** A type error that was not there with the pin that was replaced. */
export interface ImpactError {
  /** The path below the root of the monorepo. */
  readonly file: string;
  /** Both start at 1. */
  readonly line: number;
  readonly column: number;
  /** As `TS2339`. */
  readonly code: string;
  readonly message: string;
  /** The operation of the call or of the type that fails; missing if the code does not tell. */
  readonly operation?: string;
  /** The field, parameter or value that the error is about. */
  readonly key?: string;
  /** Whether the code reads a value of the API there, and does not send one. */
  readonly reads: boolean;
  /** The difference of the two specs that explains the error. */
  readonly finding?: Cause;
}

/** What a pin does to one TypeScript project. */
export interface ProjectImpact {
  /** The folder of the project below the root of the monorepo; `.` for the root. */
  readonly workspace: string;
  /** The path of its tsconfig. */
  readonly project: string;
  /** The pin that was put in the place of the one that the project uses. */
  readonly pin: string;
  readonly replaced: string;
  /** Whether the project uses the replaced pin only through an orq-client that is released elsewhere. */
  readonly throughFacade: boolean;
  /** The pin that the errors are compared with: the replaced one, or that of `--since`. */
  readonly comparedWith: string;
  /** Other pins that the project uses, and that stayed: `--base` chooses between them. */
  readonly otherPins: readonly string[];
  /** The errors before, in the files that depend on the replaced pin. */
  readonly errorsBefore: number;
  readonly errors: readonly ImpactError[];
  /** Errors in orq-client itself: a release that adopts the pin has to correct them first. */
  readonly facadeErrors: readonly ImpactError[];
  /**
   * Methods of orq-client whose operation the pin does not have. A release has to drop them, which the compiler cannot
   * show where a method's types do not depend on the pin.
   */
  readonly goneMethods: readonly string[];
  /** Why no error has a finding; missing if the specs could be compared. */
  readonly unexplained?: string;
}

export interface ImpactReport {
  readonly pin: string;
  readonly since?: string;
  /** With `since`: the first pin after it that breaks a project. */
  readonly firstBreaking?: string;
  readonly projects: readonly ProjectImpact[];
  /** Projects that could not be affected, and why. */
  readonly skipped: readonly string[];
}
