/** Whether this is Node, where packages can be resolved to files, and not a browser. */
export function insideNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}
