/** What the spec beside it meant to import. */
export function tick(hour: number): number {
  return (hour + 1) % 12;
}
