import * as fs from "node:fs";
import * as path from "node:path";

import { replay, type Recording } from "../planner/simulate/recording";
import { SETTINGS } from "./kubernetes/control-plane";
import { record } from "./kubernetes/recorder";
import { SERIES } from "./kubernetes/series";

const COMMITTED = path.join(__dirname, "../planner/simulate/hpa-recordings.json");

describe("the autoscaler of Kubernetes", () => {
  let recordings: readonly Recording[];
  beforeAll(async () => {
    recordings = await record(SERIES);
  });

  it("decides as the model does, at each look of each series", () => {
    const differences = recordings.flatMap((recording) => {
      const modelled = replay(recording, SETTINGS.downscaleStabilizationSeconds);
      return recording.looks.flatMap(({ second, desired }, index) =>
        modelled[index] === desired
          ? []
          : [`${recording.name}, second ${second}: ${desired}, model ${modelled[index]}`],
      );
    });

    expect(differences).toEqual([]);
  });

  it("decides as it did when it was recorded", () => {
    const committed: { readonly recordings: readonly Recording[] } = JSON.parse(fs.readFileSync(COMMITTED, "utf8"));
    const decisions = (all: readonly Recording[]) =>
      all.map(({ name, spec, looks }) => ({
        name,
        spec,
        looks: looks.map(({ second: _, ...look }) => look),
      }));

    expect(decisions(recordings)).toEqual(decisions(committed.recordings));
  });
});
