export { startWorkers, type Workers, type WorkersOptions } from "./workers.ts";
