import type { Pricer } from "../pricer";
import * as compute from "./compute";
import * as databases from "./databases";
import * as edge from "./edge";
import * as instances from "./instances";
import * as kubernetes from "./kubernetes";
import * as messaging from "./messaging";
import * as network from "./network";
import * as observability from "./observability";
import * as security from "./security";
import * as storage from "./storage";

const THEMES = [compute, databases, edge, instances, kubernetes, messaging, network, observability, security, storage];

/** What each type of resource costs, by type. */
export const PRICERS: ReadonlyMap<string, Pricer> = new Map(
  THEMES.flatMap((theme) => Object.values(theme))
    .filter((exported): exported is Pricer => typeof exported === "object")
    .map((pricer) => [pricer.type, pricer]),
);
