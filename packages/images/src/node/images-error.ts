/** A file or folder holds no images, or damaged ones, or of a kind that is not read; `path` is the file or folder. */
export class ImagesError extends Error {
  override readonly name = "ImagesError";
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path}: ${problem}`, options);
    this.path = path;
  }
}
