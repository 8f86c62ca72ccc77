import type { Refusal } from "./refusal";

/** Most topics that an alarm notifies. */
const MAX_ALARM_TOPICS = 5;

/** Whether an alarm can notify that many topics, and somebody hears it. */
export function isAlarmTopics(topics: readonly unknown[]): boolean {
  return topics.length >= 1 && topics.length <= MAX_ALARM_TOPICS;
}

/**
 * Refuses alarms that nobody hears, and more topics than an alarm notifies.
 * @param change whom to name
 */
export function alarmTopicsRefusal(change: string): Refusal<{ readonly alarmTopicArns: readonly unknown[] }> {
  return {
    when: ({ alarmTopicArns }) => !isAlarmTopics(alarmTopicArns),
    say: ({ alarmTopicArns }) => ({
      arg: "alarmTopicArns",
      got: alarmTopicArns.length,
      expected: `1 to ${MAX_ALARM_TOPICS} topics`,
      change,
    }),
  };
}
