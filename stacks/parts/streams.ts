import * as pulumi from "@pulumi/pulumi";
import { Stream } from "../../components/stream";
import type { RegionOutputs } from "../outputs";
import { buildKey, type Site } from "./site";

/** Streams by name. */
export type Streams = Readonly<Record<string, Stream>>;

/** Builds the streams of a region, under a key of their own. */
export function buildStreams(site: Site): Streams {
  const { stack, opts } = site;
  if (stack.streams.length === 0) {
    return {};
  }
  const { keyArn } = buildKey(site, "streams");
  const streams = stack.streams.map(({ name, ...shape }) => {
    const stream = new Stream(
      name,
      {
        ...shape,
        keyArn,
        alarmTopicArns: [stack.alarmTopicArn],
        runbookUrl: `${stack.runbooks}/stream`,
        region: stack.region,
        protect: stack.protect,
      },
      opts,
    );
    return [name, stream] as const;
  });
  return Object.fromEntries(streams);
}

/** What others may know of the streams. */
export function streamOutputs(streams: Streams): RegionOutputs["streams"] {
  const outputs = Object.entries(streams).map(
    ([key, { name, arn, failureQueueArn, failureQueueUrl }]) =>
      [key, { name, arn, failureQueueArn, failureQueueUrl }] as const,
  );
  return pulumi.output(Object.fromEntries(outputs));
}
