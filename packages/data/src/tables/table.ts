/** A public table or image set: where it is, and how it becomes what the other commands read. */
export interface Table {
  /** What the command calls it; also its folder in the cache. */
  readonly name: string;
  /** What it holds, in a line. */
  readonly title: string;
  /** What its authors allow, or that they do not say. */
  readonly license: string;
  /** The page where a person finds it. */
  readonly page: string;
  /** Where the file is, tried in order until one has it. */
  readonly urls: readonly string[];
  /** The downloaded file's name. */
  readonly file: string;
  /** The downloaded file's length, or about that; undefined where it is not known. */
  readonly bytes: number | undefined;
  /**
   * The downloaded file's digest, where one has been published. Where none has, the first download's is noted beside
   * the file and checked from then on, and `convert` judges the content.
   */
  readonly sha256: string | undefined;
  /** Name of the file or folder that `convert` makes. */
  readonly result: string;
  /**
   * Makes `result` of `file`, both paths, whole or not at all. Throws a SyntaxError where
   * the content is not what it should be.
   */
  readonly convert: (file: string, result: string) => Promise<void>;
}
