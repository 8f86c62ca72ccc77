/** What copies lists and objects, as selectors of ESLint's `no-restricted-syntax`. */
const COPIES = [
  "ObjectExpression > SpreadElement",
  "ArrayExpression > SpreadElement",
  "CallExpression[callee.property.name=/^(map|flatMap|filter|concat|slice|toSorted|toSpliced|toReversed|with)$/]",
  "CallExpression[callee.object.name='Object'][callee.property.name=/^(assign|fromEntries|entries|values)$/]",
  "CallExpression[callee.object.name='JSON']",
  "CallExpression[callee.name='structuredClone']",
];

const message = "assign single leaves in place: what is copied loses the marks of its secrets";

/**
 * Bans copies from remediations: everywhere in the files that write, and in a rule's `remediateResource`.
 * @param {string} within selector of what the ban is for; empty where it is the whole file
 */
export function withoutCopies(within = "") {
  return COPIES.map((copy) => ({ selector: within === "" ? copy : `${within} ${copy}`, message }));
}

/** A rule's own remediation. */
export const REMEDIATION = "Property[key.name='remediateResource']";
