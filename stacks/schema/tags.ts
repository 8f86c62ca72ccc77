import { DATA_CLASSES, TAG_SCHEMA, type TagKey } from "../../facts/tag-schema";
import { choice, fields, text } from "../environment-fields";

/** Default of `tags.service`: the part of the platform that no service owns. */
export const DEFAULT_SERVICE = "platform";
/** Default of `tags.channel`: every sales channel. */
export const DEFAULT_CHANNEL = "all";
/** Default of `tags.feature`: the platform itself. */
export const DEFAULT_FEATURE = "platform";
/** Default of `tags.data-class`. */
export const DEFAULT_DATA_CLASS = "internal";

const dataClass = choice(DATA_CLASSES, "Most protected class of data it can hold.");

function tag(key: TagKey) {
  return text(TAG_SCHEMA[key].pattern, TAG_SCHEMA[key].expected, `Value of the tag \`${key}\`.`);
}

/** Tags that a part of the environment sets for itself. */
export const ownTags = fields(
  {
    owner: tag("owner").exactOptional(),
    "cost-center": tag("cost-center").exactOptional(),
    service: tag("service").exactOptional(),
    channel: tag("channel").exactOptional(),
    feature: tag("feature").exactOptional(),
    "data-class": dataClass.exactOptional(),
  },
  "Tags that differ from the environment's; the others are inherited.",
);

/** Tags of the environment. */
export const environmentTags = fields(
  {
    owner: tag("owner"),
    "cost-center": tag("cost-center"),
    service: tag("service").default(DEFAULT_SERVICE),
    channel: tag("channel").default(DEFAULT_CHANNEL),
    feature: tag("feature").default(DEFAULT_FEATURE),
    "data-class": dataClass.default(DEFAULT_DATA_CLASS),
  },
  "Tags of everything that does not say otherwise. `environment` and `residency` follow from the file.",
);
