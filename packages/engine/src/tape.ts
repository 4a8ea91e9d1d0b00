/** Gradients by tfjs's own tape, on any backend. */
export { type GradientAt, gradientsOf, pullBack } from "./tape/gradients.ts";
