import { HOURS_OF_A_MONTH } from "../../../facts";
import { byStack, type Recommendation } from "./recommendation";

/** Machines that are there all month: what a reservation or a savings plan is for. */
export const committedUse: Recommendation = {
  id: "committed-use",
  title: "Reserve the base load",
  risk: "It binds for one or three years; no sheet has the prices of reservations, so that what it saves is not known.",
  advice: ({ costs }) =>
    [...byStack(costs)].flatMap(([stack, group]) => {
      const standing = group.flatMap((cost) =>
        cost.lines
          .filter(
            ({ meter, basis, quantity = 0, share = 1 }) =>
              basis === "fixed" && share === 1 && quantity >= HOURS_OF_A_MONTH && MACHINES.test(meter),
          )
          .map((line) => ({ urn: cost.resource.urn, usd: line.usd ?? 0 })),
      );
      const usd = standing.reduce((sum, one) => sum + one.usd, 0);
      const [first] = standing;
      return first === undefined || usd === 0
        ? []
        : [
            {
              urn: first.urn,
              stack,
              change: `${standing.length} charges for machines that stand all month, ${usd.toFixed(2)} USD`,
              savingUsd: null,
            },
          ];
    }),
};

const MACHINES = /^(?:ec2:|aurora:(?:io-optimized-)?db\.|elasticache:\w+:cache\.)/;
