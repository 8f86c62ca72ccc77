import { DATA_CLASSES } from "../../facts/tag-schema";
import { choice, fields, mapOf, text } from "../environment-fields";

const host = text(
  /^(?=.{4,200}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  "a host such as api.example.com, or *.example.com for all below it",
  "Host that data are sent to.",
);

/** What an environment file holds about those outside AWS who are given data of a partition. */
export const processorsSchema = mapOf(
  host,
  fields(
    {
      name: text(/^\S.{1,119}$/, "2 to 120 characters", "Who it is."),
      jurisdiction: text(
        /^[A-Z]{2}$/,
        "an ISO 3166 country code such as DE, or EU",
        "Country whose law binds it, or EU.",
      ),
      dataClass: choice(DATA_CLASSES, "Most protected class of data that it is given."),
      basis: text(/^\S.{2,119}$/, "3 to 120 characters", "Where the legal basis is on record."),
    },
    "Somebody outside AWS who is given data.",
  ),
  "Who outside AWS is given data of the partition, by host; `planner residency` finds every other host.",
);
