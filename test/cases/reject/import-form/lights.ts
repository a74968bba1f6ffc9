/** Stands beside the spec that imports it. */
export const LIGHTS = 2;
