/** Stands beside the spec that exports it again. */
export const ON = true;
