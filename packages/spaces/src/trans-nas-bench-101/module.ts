/**
 * What a module of the skeleton does to the feature map: 1 nothing, 2 doubles the channels,
 * 3 halves height and width, 4 both.
 */
export type TransNasBench101Module = 1 | 2 | 3 | 4;

export const modules: readonly TransNasBench101Module[] = [1, 2, 3, 4];

export const doubles = (module: TransNasBench101Module): boolean => module % 2 === 0;

export const halves = (module: TransNasBench101Module): boolean => module > 2;
