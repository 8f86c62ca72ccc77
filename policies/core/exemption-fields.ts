import { daysAfter, isDay, type Day } from "./day";
import { LONGEST_DAYS } from "./exemption";
import { describeProblem } from "./message";

/** What the fields of an exemption are held against. */
export interface FieldContext {
  /** The day on which the file is read. */
  readonly day: Day;
  /** Ids of the rules that can be exempted from, and whether their exemptions are restricted. */
  readonly rules: ReadonlyMap<string, { readonly isRestricted: boolean }>;
  /** Whether the file is one of restricted exemptions. */
  readonly isRestricted: boolean;
}

/** What one field has to be. */
interface FieldRule {
  readonly isRequired: (context: FieldContext) => boolean;
  readonly expected: (context: FieldContext) => string;
  readonly holds: (value: unknown, entry: Entry, context: FieldContext) => boolean;
}

type Entry = Readonly<Record<string, unknown>>;

/** Restricted exemptions are for what reaches the world, and for where data lies. */
const RESTRICTED_TAGS: readonly string[] = ["public-exposure", "residency"];

/** Whether the exemptions from a rule with these tags stand in a file of their own, and are approved. */
export function isRestricted(tags: readonly string[] = []): boolean {
  return tags.some((tag) => RESTRICTED_TAGS.includes(tag));
}

const always = (): boolean => true;
const NAME = /^[\w.@/-]+$/;

const FIELDS: Readonly<Record<string, FieldRule>> = {
  rule: {
    isRequired: always,
    expected: (context) =>
      context.isRestricted ? "the id of a rule" : "the id of a rule whose exemptions need no approval",
    holds: (value, _entry, { rules, isRestricted: restricted }) => {
      const rule = typeof value === "string" ? rules.get(value) : undefined;
      return rule !== undefined && (restricted || !rule.isRestricted);
    },
  },
  select: {
    isRequired: always,
    expected: () => "urn, type or tags, and nothing else; a urn with more than wildcards, tags with values",
    holds: isSelector,
  },
  maxMatches: {
    isRequired: always,
    expected: () => "a whole number of resources, 1 or more",
    holds: (value) => Number.isInteger(value) && Number(value) >= 1,
  },
  reason: {
    isRequired: always,
    expected: () => "a sentence of at least 15 signs",
    holds: (value) => typeof value === "string" && value.trim().length >= 15,
  },
  owner: { isRequired: always, expected: () => "the name of a team or a person, without spaces", holds: isName },
  ticket: {
    isRequired: always,
    expected: () => "a key or an address, without spaces and brackets",
    holds: (value) => typeof value === "string" && /^[^\s()]+$/.test(value),
  },
  expires: {
    isRequired: always,
    expected: ({ day }) => `a day until ${daysAfter(day, LONGEST_DAYS) ?? ""}, ${LONGEST_DAYS} days after ${day}`,
    holds: (value, _entry, { day }) => isDay(value) && value <= (daysAfter(day, LONGEST_DAYS) ?? ""),
  },
  approvedBy: {
    isRequired: ({ isRestricted: restricted }) => restricted,
    expected: ({ isRestricted: restricted }) =>
      restricted ? "the name of somebody other than the owner" : "none: approval belongs to restricted exemptions",
    holds: (value, { owner }, { isRestricted: restricted }) =>
      restricted && isName(value) && String(value).toLowerCase() !== String(owner).toLowerCase(),
  },
};

/** What is wrong with one field of an exemption. */
export interface FieldProblem {
  /** The field; that of the whole entry where one is missing. */
  readonly field: string;
  readonly message: string;
}

/** Everything that is wrong with the fields of an exemption, those that do not exist included. */
export function fieldProblems(entry: Entry, context: FieldContext): FieldProblem[] {
  const wrong = Object.entries(FIELDS).flatMap(([field, { isRequired, expected, holds }]) => {
    const got = entry[field];
    const isRight = got === undefined ? !isRequired(context) : holds(got, entry, context);
    return isRight ? [] : [problem(field, got, expected(context))];
  });
  const unknown = Object.keys(entry).filter((field) => !Object.hasOwn(FIELDS, field));
  const known = Object.keys(FIELDS).join(", ");
  return [...wrong, ...unknown.map((field) => ({ field, message: `${field} is no field, expected one of ${known}` }))];
}

function problem(field: string, got: unknown, expected: string): FieldProblem {
  return { field, message: describeProblem({ property: field, got, expected }) };
}

function isName(value: unknown): boolean {
  return typeof value === "string" && NAME.test(value);
}

function isSelector(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const parts = Object.entries(value);
  return parts.length > 0 && parts.every(([part, given]) => isSelectorPart(part, given));
}

function isSelectorPart(part: string, given: unknown): boolean {
  if (part === "tags") {
    const tags = typeof given === "object" && given !== null ? Object.values(given) : [];
    return tags.length > 0 && tags.every((tag) => typeof tag === "string" && tag !== "");
  }
  const isPattern = typeof given === "string" && /[^*?:]/.test(given);
  return isPattern && (part === "urn" || (part === "type" && !/[*?]/.test(given)));
}
