#!/usr/bin/env node
// The executable: arguments to exit code. A reader of our output that goes away (`| head`) ends us quietly.
// Not here: everything else (command.ts).
import { command } from "./command.ts";

/** What a shell reports of a program that died of a broken pipe. */
const brokenPipe = 141;

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(brokenPipe);
    process.stderr.write(`spec-check: cannot write: ${error.message}\n`);
    process.exit(2);
  });
}
process.exitCode = await command(process.argv.slice(2));
