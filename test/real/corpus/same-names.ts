import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Level extends pulumi.ComponentResource {
  constructor(name: string, type: string, opts?: pulumi.ComponentResourceOptions) {
    super(`corpus:index:${type}`, name, {}, opts);
  }
}

/** One name under several parents, and names with odd characters: what makes a URN. */
export function program(): void {
  const first = new Level("same", "First");
  const second = new Level("same", "Second", { parent: first });
  const third = new Level("same", "Third", { parent: second });
  for (const parent of [undefined, first, second, third]) {
    new aws.sqs.Queue("same", {}, parent === undefined ? {} : { parent });
  }
  const queue = new aws.sqs.Queue("below-a-queue", {}, { parent: third });
  new aws.sqs.Queue("same", {}, { parent: queue });
  new aws.sqs.Queue("odd $name: with/all::sorts of é", {});
}
