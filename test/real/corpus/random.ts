import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";

/** Random values and what is made of them. */
export function program(): Record<string, unknown> {
  const suffix = new random.RandomId("suffix", { byteLength: 4, keepers: { generation: "1" } });
  const password = new random.RandomPassword("password", { length: 32, special: false });
  const pet = new random.RandomPet("pet", { length: 2 });
  const number = new random.RandomInteger("number", { min: 1, max: 6 });
  new aws.s3.Bucket("bucket", { bucket: suffix.hex.apply((hex) => `data-${hex}`), tags: { pet: pet.id } });
  new aws.rds.Cluster("cluster", { engine: "aurora-postgresql", masterPassword: password.result, port: number.result });
  return { password: password.result, suffix: suffix.hex };
}
