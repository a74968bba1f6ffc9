// Runs before every test file: a test that opens a network connection fails, also on a machine that has a network.
// Paths (unix sockets) and pipes to child processes stay open. Not seen: connections made by child processes.
import { Socket } from "node:net";

const connect = Socket.prototype.connect;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const target = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { path?: string } | string | number;
  const local = typeof target === "string" || (typeof target === "object" && target.path !== undefined);
  if (!local) throw new Error(`a test tried to reach the network: ${JSON.stringify(target)}`);
  return Reflect.apply(connect, this, args);
} as typeof connect;
