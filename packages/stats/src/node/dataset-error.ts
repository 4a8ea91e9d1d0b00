/** A file of a dataset is missing, damaged, foreign or from a newer version; `path` is the file. */
export class DatasetError extends Error {
  override readonly name = "DatasetError";
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path}: ${problem}`, options);
    this.path = path;
  }
}
