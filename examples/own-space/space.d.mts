import type { Space } from "@eznas/spaces";

declare const space: Space<readonly { readonly width: number; readonly kernel: number; readonly skip: boolean }[]>;
export default space;
