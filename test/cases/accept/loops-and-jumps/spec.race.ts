/** Early returns, labels, every kind of loop, switch that falls through. */
import { spec, fill, each, type Int, type Index } from "racespec";

type Slot = Index<3>;
interface State { grid: Record<Slot, Record<Slot, boolean>>; n: Int<0, 9> }
const { action } = spec<State>(() => ({ grid: fill(fill(false)), n: 0 }));

function findRow(s: State): Slot | null {
  outer: for (const i of each<Slot>()) {
    for (const j of each<Slot>()) {
      if (i === j) continue outer;
      if (s.grid[i][j]) return i;
      if (j === 2) break outer;
    }
  }
  return null;
}
export const set = action((s, i: Slot, j: Slot) => { if (i < j) s.grid[j][i] = true; });
export const scan = action((s) => {
  const row = findRow(s);
  if (row === null) {
    s.n = 0;
    return;
  }
  let k = 0;
  for (let i = 0; i < 3; i++) {
    if (i === row) continue;
    k += i;
  }
  let j = 3;
  while (j > 0) j--;
  do { k++; } while (k < 4);
  s.n = Math.min(9, k);
  block: {
    if (k > 5) break block;
    s.n = 1;
  }
  switch (k % 3) {
    case 0:
      s.n = 2;
    case 1:
      s.n++;
      break;
    default:
      s.n = 8;
  }
});
