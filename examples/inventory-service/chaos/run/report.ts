import type { Ended } from "./run";

/** What a run came to, in lines for a person. */
export function report({ verdict, loadSeconds, checkSeconds, ...has }: Ended): readonly string[] {
  const { commands, calls, accepted, refused, unknown, replayed, faults, idleFaults, reads, events, repeated, broken } =
    verdict;
  const sum = [...faults.values()].reduce((total, count) => total + count, 0);
  return [
    `${commands} commands in ${loadSeconds.toFixed(0)} s: ${accepted} accepted, ${refused} refused; ${calls} calls, ${unknown} of them without an answer, ${replayed} answered from the keys`,
    `${sum} faults with commands on their way, ${idleFaults} without:`,
    ...[...faults].sort(([, one], [, other]) => other - one).map(([kind, count]) => `  ${count} x ${kind}`),
    ...(has.hasFaketime ? [] : ["  no clock was moved: libfaketimeMT.so.1 is not installed (Debian: faketime)"]),
    ...(has.hasRedis ? [] : ["  each replica had a cache of its own: redis-server is not on the PATH"]),
    `${events} events, ${repeated} published more than once; ${reads} readings of availability`,
    `checked in ${checkSeconds.toFixed(1)} s`,
    ...broken.flatMap(({ rule, count, cases }) => [`BROKEN ${rule}: ${count} x`, ...cases.map((text) => `  ${text}`)]),
    broken.length === 0 ? "everything holds" : `${broken.length} rules are broken`,
  ];
}
