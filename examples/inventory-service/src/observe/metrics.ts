import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What Prometheus is told of the service. Names are contract: alarms and dashboards go by them. */
export class Metrics {
  readonly registry = new Registry();

  /** What the service's pods are scaled by. */
  readonly waitingCommands: Gauge;

  /** How long holds outlived their time. The objective is one second for 99 of 100. */
  readonly holdLag = new Histogram({
    name: "inventory_hold_lag_seconds",
    help: "Time by which a hold outlived its end when the sweep ended it",
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });

  /** How long requests took, by route and status. */
  readonly requestSeconds = new Histogram({
    name: "inventory_request_seconds",
    help: "Time from a request's arrival to the end of its answer",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  /** From where availability was answered: the cache's hit ratio. */
  readonly availabilityReads = new Counter({
    name: "inventory_availability_reads_total",
    help: "Answers about availability, by where they came from",
    labelNames: ["source"] as const,
    registers: [this.registry],
  });

  /** How long the cache takes to hear of a change. */
  readonly freshness = new Histogram({
    name: "inventory_freshness_seconds",
    help: "Time from a change's entry in the log to its arrival in the cache, by the clocks of both",
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });

  /** What became of events that a consumer was handed. */
  readonly consumedEvents = new Counter({
    name: "inventory_consumed_events_total",
    help: "Events handed to a consumer: handled, seen before, parked, left in the log for want of room, or dead",
    labelNames: ["consumer", "fate"] as const,
    registers: [this.registry],
  });

  /** What a consumer has not handled. */
  readonly waitingSubjects = new Gauge({
    name: "inventory_consumer_subjects",
    help: "Subjects of which events wait: for one before them, or behind a dead letter",
    labelNames: ["consumer", "state"] as const,
    registers: [this.registry],
  });

  /** How far the relay is behind. */
  readonly oldestUnpublished = new Gauge({
    name: "inventory_oldest_unpublished_seconds",
    help: "Age of the oldest event that the relay has just read and not yet published; 0 where there is none",
    registers: [this.registry],
  });

  /** Above zero, the database grows: the archive, or the publication, is behind or damaged. */
  readonly undroppedDays = new Gauge({
    name: "inventory_undropped_days",
    help: "Days whose events should have left the database for the archive, and have not",
    registers: [this.registry],
  });

  /** Below one, commands with tomorrow's keys fail soon. */
  readonly daysAhead = new Gauge({
    name: "inventory_days_ahead",
    help: "Days after today for which partitions are made",
    registers: [this.registry],
  });

  /** @param waiting says how many commands wait for their batch */
  constructor(waiting: () => number) {
    this.waitingCommands = new Gauge({
      name: "inventory_waiting_commands",
      help: "Commands that wait for their batch",
      registers: [this.registry],
      collect() {
        this.set(waiting());
      },
    });
  }
}
