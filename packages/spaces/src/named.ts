/** Every space by its name, for command lines, configurations and workers. */
export { type SpaceOptions, spaceNamed, spaceNames } from "./space-named.ts";
