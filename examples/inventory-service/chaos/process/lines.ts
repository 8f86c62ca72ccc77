import type net from "node:net";

/** Reads a socket line by line. */
export function eachLine(socket: net.Socket, take: (line: string) => void): void {
  let rest = "";
  socket.setEncoding("utf8").setNoDelay(true);
  socket.on("data", (chunk: string) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  });
}
