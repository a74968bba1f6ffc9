/**
 * How a terminal text is to look: its width, and colours or none.
 * In: two facts about the terminal, handed in by the command. Out: `Style`.
 * Not here: which parts have which colour (the renderings).
 */
import pc from "picocolors";

export type Paint = (text: string) => string;

export interface Style {
  /** Columns; a line may be longer where nothing can be cut. */
  readonly width: number;
  /** Columns for lines of a spec: as many as the terminal has, more where nobody's terminal wraps them. */
  readonly source: number;
  readonly colour: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  /** One colour per actor, in turn. */
  readonly actor: (index: number) => Paint;
}

/** Long enough for what people write, short enough for a file that is one line. */
const longestSource = 200;

export function makeStyle(colour: boolean, width: number, source = Math.max(width, longestSource)): Style {
  const c = pc.createColors(colour);
  const actors: readonly Paint[] = [c.cyan, c.magenta, c.yellow, c.blue, c.green];
  return {
    width,
    source,
    colour,
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    bad: c.red,
    doubtful: c.yellow,
    actor: (index) => actors[index % actors.length] ?? c.cyan,
  };
}
