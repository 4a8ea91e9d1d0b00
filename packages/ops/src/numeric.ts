/** Linear algebra on plain arrays that serves beside the operations. */
export { symmetricEigenvalues } from "./numeric/symmetric-eigenvalues.ts";
