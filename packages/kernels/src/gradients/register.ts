export function registerGradientKernels(): void {}
