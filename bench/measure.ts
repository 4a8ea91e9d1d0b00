/** What is measured, and what comes out. */

export interface Goal {
  readonly is: "at least" | "at most";
  readonly value: number;
}

export interface Outcome {
  /** The number that the goal is about; none where the peer that it is a ratio to cannot run. */
  readonly value?: number | undefined;
  /** How this project did, with its unit. */
  readonly ours: string;
  /** How the other side did, where one takes part, with its name unless it is PyTorch. */
  readonly peer?: string | undefined;
  /** Everything else that is worth knowing, by name. */
  readonly figures: Readonly<Record<string, number | string>>;
}

interface Run {
  /** A small trial that shows whether the measure works; its numbers mean nothing. */
  readonly quick: boolean;
  readonly note: (text: string) => void;
}

export interface Measure {
  readonly name: string;
  /** A phrase for the table's first column. */
  readonly what: string;
  /** What `value` counts: "×", "s". */
  readonly unit: string;
  readonly goal?: Goal;
  /** Whom it is taken against, where that is not PyTorch. */
  readonly peer?: "DEAP";
  readonly run: (run: Run) => Promise<Outcome>;
}

export function meets({ is, value }: Goal, measured: number): boolean {
  return is === "at least" ? measured >= value : measured <= value;
}
