/** Tags that satisfy the schema. */
export const TAGS = {
  environment: "prod",
  service: "allocation",
  owner: "inventory",
  "cost-center": "4711",
  channel: "all",
  feature: "reservations",
  "data-class": "personal",
  residency: "eu",
};

/** The expectation of a free-form tag, in the schema's words. */
export const SLUG = "1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit";
