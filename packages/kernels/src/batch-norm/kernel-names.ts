/** Inputs x, gamma?, beta? as [outer, channels, inner], attribute epsilon; outputs y, mean, 1/deviation. */
export const batchNormTrainingKernel = "BatchNormTraining";

/** Inputs dy, x, mean, inverse, gamma?; outputs the gradients by x, gamma and beta. */
export const batchNormTrainingGradKernel = "BatchNormTrainingGrad";
