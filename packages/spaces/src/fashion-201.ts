/** A benchmark that ships with the package. */
export { type Fashion201, type Fashion201Entry, type Fashion201Run, fashion201 } from "./fashion-201/fashion-201.ts";
