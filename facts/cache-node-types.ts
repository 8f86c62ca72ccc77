import type { AwsRegion } from "./regions";

/** Where the prices below come from. */
export const CACHE_NODE_PRICES_SOURCE = {
  source: "github.com/LeanerCloud/ec2-instances-info, data/elasticache-instances.json, commit f9eafba",
  what: "USD per node-hour on demand, engine Valkey",
  comparedOn: "2025-04-24",
} as const;

/** Regions that have prices, in the order of the columns below. */
export const CACHE_PRICE_REGIONS = [
  "us-east-1",
  "eu-central-1",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "sa-east-1",
  "ap-south-1",
] as const satisfies readonly AwsRegion[];

type PriceOfEach<Columns extends readonly unknown[]> = { readonly [Column in keyof Columns]: number };
type Prices = PriceOfEach<typeof CACHE_PRICE_REGIONS>;

/** Node types of ElastiCache on Graviton, with their price per hour in each of {@link CACHE_PRICE_REGIONS}. */
export const CACHE_NODE_TYPES = {
  "cache.t4g.micro": [0.0128, 0.0144, 0.0136, 0.0192, 0.0192, 0.0144, 0.024, 0.016],
  "cache.t4g.small": [0.0256, 0.0288, 0.0272, 0.0384, 0.0384, 0.028, 0.0488, 0.0328],
  "cache.t4g.medium": [0.052, 0.0576, 0.0544, 0.076, 0.076, 0.056, 0.0976, 0.0648],
  "cache.m6g.large": [0.1192, 0.1416, 0.1312, 0.148, 0.148, 0.1296, 0.1696, 0.124],
  "cache.m6g.xlarge": [0.2376, 0.2832, 0.2616, 0.2952, 0.2952, 0.26, 0.3384, 0.248],
  "cache.m6g.2xlarge": [0.4744, 0.5656, 0.5232, 0.5904, 0.5904, 0.52, 0.6768, 0.496],
  "cache.m6g.4xlarge": [0.9488, 1.1312, 1.0464, 1.18, 1.18, 1.04, 1.3544, 0.9912],
  "cache.m6g.8xlarge": [1.8976, 2.2624, 2.092, 2.3592, 2.3592, 2.0792, 2.7088, 1.9824],
  "cache.m6g.12xlarge": [2.8456, 3.3928, 3.1376, 3.5392, 3.5392, 3.1192, 4.0632, 2.9736],
  "cache.m6g.16xlarge": [3.7944, 4.524, 4.1832, 4.7184, 4.7184, 4.1584, 5.4176, 3.9648],
  "cache.m7g.large": [0.1264, 0.1504, 0.1392, 0.1576, 0.1568, 0.1376, 0.18, 0.1312],
  "cache.m7g.xlarge": [0.252, 0.3, 0.2776, 0.3136, 0.3128, 0.276, 0.3592, 0.2632],
  "cache.m7g.2xlarge": [0.5032, 0.5992, 0.5544, 0.6264, 0.6256, 0.5512, 0.7176, 0.5256],
  "cache.m7g.4xlarge": [1.0056, 1.1992, 1.1088, 1.2512, 1.2512, 1.1024, 1.436, 1.0504],
  "cache.m7g.8xlarge": [2.0112, 2.3984, 2.2176, 2.5008, 2.5008, 2.204, 2.872, 2.1016],
  "cache.m7g.12xlarge": [3.016, 3.596, 3.3256, 3.752, 3.7512, 3.3064, 4.3072, 3.152],
  "cache.m7g.16xlarge": [4.0224, 4.7952, 4.4344, 5.0016, 5.0016, 4.408, 5.7432, 4.2024],
  "cache.r6g.large": [0.1648, 0.1976, 0.1832, 0.1976, 0.1976, 0.1792, 0.328, 0.1688],
  "cache.r6g.xlarge": [0.3288, 0.3952, 0.3664, 0.3944, 0.3944, 0.3584, 0.6568, 0.3376],
  "cache.r6g.2xlarge": [0.6568, 0.7904, 0.7328, 0.788, 0.788, 0.7176, 1.3136, 0.6752],
  "cache.r6g.4xlarge": [1.3136, 1.5808, 1.4656, 1.5752, 1.5752, 1.4352, 2.6264, 1.3504],
  "cache.r6g.8xlarge": [2.6272, 3.1616, 2.9312, 3.1496, 3.1496, 2.8696, 5.2528, 2.7],
  "cache.r6g.12xlarge": [3.94, 4.7424, 4.396, 4.7248, 4.7248, 4.3048, 7.88, 4.0496],
  "cache.r6g.16xlarge": [5.2536, 6.3232, 5.8616, 6.2992, 6.2992, 5.7392, 10.5064, 5.3992],
  "cache.r7g.large": [0.1752, 0.2104, 0.1944, 0.2104, 0.2104, 0.1912, 0.3488, 0.1792],
  "cache.r7g.xlarge": [0.3496, 0.42, 0.3896, 0.42, 0.4192, 0.3816, 0.6984, 0.3592],
  "cache.r7g.2xlarge": [0.6984, 0.84, 0.7792, 0.8384, 0.8376, 0.7632, 1.3968, 0.7176],
  "cache.r7g.4xlarge": [1.396, 1.68, 1.5576, 1.6752, 1.6744, 1.5264, 2.792, 1.4352],
  "cache.r7g.8xlarge": [2.7928, 3.3608, 3.116, 3.3488, 3.348, 3.0504, 5.584, 2.8704],
  "cache.r7g.12xlarge": [4.188, 5.0408, 4.6728, 5.0232, 5.0224, 4.5768, 8.3768, 4.3048],
  "cache.r7g.16xlarge": [5.5848, 6.7216, 6.2312, 6.6968, 6.696, 6.1008, 11.1688, 5.7392],
} as const satisfies Record<string, Prices>;

/** One of {@link CACHE_NODE_TYPES}. */
export type CacheNodeType = keyof typeof CACHE_NODE_TYPES;

/** Whether a string is a node type of the table. */
export function isCacheNodeType(nodeType: string): nodeType is CacheNodeType {
  return Object.hasOwn(CACHE_NODE_TYPES, nodeType);
}

/** USD per node-hour, `undefined` where there is no price row for the region. */
export function cacheNodePrice(nodeType: CacheNodeType, region: string): number | undefined {
  const prices: readonly number[] = CACHE_NODE_TYPES[nodeType];
  return prices[CACHE_PRICE_REGIONS.findIndex((priced) => priced === region)];
}
