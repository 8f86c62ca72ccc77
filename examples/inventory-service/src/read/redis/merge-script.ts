import { defineScript, type CommandParser } from "@redis/client";

/** What is merged into the cached rows of a SKU. */
export interface Merge {
  readonly key: string;
  readonly lifeMilliseconds: number;
  readonly isComplete: boolean;
  readonly rows: readonly { readonly location: string; readonly version: number; readonly level: string }[];
}

/**
 * Writes rows unless a later version is there, in one step, so that nobody comes between the comparison and the writing. An entry
 * lives from its first row on, and anew from each complete reading.
 */
const MERGE = `
local isNew = redis.call('exists', KEYS[1]) == 0
for at = 3, #ARGV, 3 do
  local known = redis.call('hget', KEYS[1], 'version:' .. ARGV[at])
  if not known or tonumber(known) <= tonumber(ARGV[at + 1]) then
    redis.call('hset', KEYS[1], 'version:' .. ARGV[at], ARGV[at + 1], 'level:' .. ARGV[at], ARGV[at + 2])
  end
end
if ARGV[2] == '1' then
  redis.call('hset', KEYS[1], 'complete', '1')
end
if isNew or ARGV[2] == '1' then
  redis.call('pexpire', KEYS[1], ARGV[1])
end
return redis.status_reply('OK')
`;

/** The script as a command of the client. */
export const mergeScript = defineScript({
  SCRIPT: MERGE,
  NUMBER_OF_KEYS: 1,
  parseCommand: (parser: CommandParser, { key, lifeMilliseconds, isComplete, rows }: Merge) => {
    parser.pushKey(key);
    parser.push(String(lifeMilliseconds), isComplete ? "1" : "0");
    rows.forEach(({ location, version, level }) => parser.push(location, String(version), level));
  },
  transformReply: (reply: unknown): unknown => reply,
});
