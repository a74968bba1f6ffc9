/**
 * The languages that models can be written in.
 * In: nothing. Out: `exportFormats`.
 * Not here: how each is written (`index.ts`), which a run need not load.
 */
export const exportFormats = ["murphi", "promela", "tla"] as const;
export type ExportFormat = (typeof exportFormats)[number];
