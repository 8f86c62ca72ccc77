import { onLines, savingBy, type Recommendation } from "./recommendation";

/** Families of x86 machines, and the Graviton family of the same shape. */
const GRAVITON: Readonly<Record<string, string>> = {
  m5: "m7g",
  m6i: "m7g",
  m7i: "m7g",
  m6a: "m7g",
  m7a: "m7g",
  c5: "c7g",
  c6i: "c7g",
  c7i: "c7g",
  c6a: "c7g",
  c7a: "c7g",
  r5: "r7g",
  r6i: "r7g",
  r7i: "r7g",
  r6a: "r7g",
  r7a: "r7g",
  t3: "t4g",
  t3a: "t4g",
};

/** Machines of EC2, Aurora and ElastiCache on AWS's own processors. */
export const graviton: Recommendation = {
  id: "graviton",
  title: "Run it on Graviton",
  risk: "Images and native libraries have to be built for arm64; a database changes by a failover.",
  advice: (estimate) =>
    onLines(estimate, (line, { region }) => {
      const [, before = "", family = "", size = ""] =
        /^(ec2:|aurora:(?:io-optimized-)?db\.|elasticache:\w+:cache\.)([a-z0-9]+)\.(\w+)$/.exec(line.meter) ?? [];
      const better = Object.hasOwn(GRAVITON, family) ? GRAVITON[family] : undefined;
      return better === undefined
        ? undefined
        : {
            change: `${family}.${size} → ${better}.${size}`,
            savingUsd: savingBy(estimate.book, line, { meter: `${before}${better}.${size}`, home: region }),
          };
    }),
};
