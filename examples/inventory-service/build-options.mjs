/** How the service is built: each program as one file that needs nothing but Node, but for DuckDB's own module. */
export const BUILD = {
  bundle: true,
  platform: "node",
  target: "node20",
  // Writes out objects that are spread into others where they stand, which costs a request microseconds each. Names stay as they are.
  minifySyntax: true,
  external: ["@duckdb/node-api", "pg-native"],
  logLevel: "warning",
};
