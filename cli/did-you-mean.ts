/**
 * The known name that somebody may have meant.
 * In: a name, the known names. Out: the nearest one, or null where none is near.
 * Not here: the sentence around it (`ir/codes/usage.ts`).
 */

export function didYouMean(name: string, known: readonly string[]): string | null {
  const near = known
    .map((k) => ({ k, distance: editDistance(name.toLowerCase(), k.toLowerCase()) }))
    .filter(({ k, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, k.length) / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.k ?? null;
}

/** Insertions, deletions, replacements, and two neighbours exchanged count one each. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Math.max(a.length, b.length);
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1)];
      rows[i]?.push(Math.min(...ways, isExchanged ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY));
    }
  }
  return at(a.length, b.length);
}
