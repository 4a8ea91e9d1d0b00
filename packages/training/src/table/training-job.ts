/** One network to train with one seed. */
export interface TrainingJob {
  /** The architecture's text. */
  readonly id: string;
  /** Of its weights, and of the order, crops and mirrors of the images. */
  readonly seed: number;
}
