/** A float32 tensor in an arena's memory, row-major. */
export interface Block {
  /** In bytes. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** The number of elements. */
  readonly size: number;
}
