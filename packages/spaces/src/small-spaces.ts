/** Tables of accuracies of many spaces that ship with the package. */
export { definitions, type SmallSpaceDefinition, type SmallSpaceOptions } from "./small-spaces/definitions.ts";
export {
  formatNetwork,
  readNetworks,
  type SmallSpace,
  type SmallSpaceNetwork,
  type SmallSpaceRun,
  smallSpaces,
} from "./small-spaces/small-spaces.ts";
