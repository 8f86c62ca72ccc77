import fs from "node:fs";
import path from "node:path";
import { replay, type Recording } from "./recording";

const { settings, recordings }: { settings: { downscaleStabilizationSeconds: number }; recordings: Recording[] } =
  JSON.parse(fs.readFileSync(path.join(__dirname, "hpa-recordings.json"), "utf8"));

describe("the model of the autoscaler", () => {
  it.each(recordings.map((recording) => [recording.name, recording] as const))(
    "decides as the controller of Kubernetes did: %s",
    (_, recording) => {
      const wanted = replay(recording, settings.downscaleStabilizationSeconds);

      expect(wanted).toEqual(recording.looks.map(({ desired }) => desired));
    },
  );

  it("is held to Object and External metrics, against both kinds of target, missing ones among them", () => {
    const text = recordings.map(({ spec }) => JSON.stringify(spec["metrics"]));
    const count = (...parts: readonly string[]) =>
      text.filter((spec) => parts.every((part) => spec.includes(part))).length;

    expect(recordings.length).toBeGreaterThanOrEqual(20);
    expect(count('"External"', '"AverageValue"')).toBeGreaterThanOrEqual(5);
    expect(count('"External"', '"Value"')).toBeGreaterThanOrEqual(3);
    expect(count('"Object"', '"AverageValue"')).toBeGreaterThanOrEqual(5);
    expect(count('"Object"', '"Value"')).toBeGreaterThanOrEqual(4);
    expect(recordings.some(({ looks }) => looks.some(({ values }) => values.includes(null)))).toBe(true);
  });
});
