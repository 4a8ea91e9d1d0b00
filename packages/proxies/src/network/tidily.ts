import * as tf from "@tensorflow/tfjs-core";

/** Runs `body`, whose result holds no tensor, and disposes of all that it made. */
export function tidily<T>(body: () => T): T {
  tf.engine().startScope();
  try {
    return body();
  } finally {
    tf.engine().endScope();
  }
}
