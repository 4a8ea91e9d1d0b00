/**
 * Lets Node import the workspace's TypeScript as it stands: `node --import @eznas/node/unbuilt …`.
 *
 * A process of the tests, and every worker of it, starts in two thirds of the time that tsx takes, for nothing but
 * types is taken away: imports name the files that are there, and what was transformed once is kept.
 */
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
