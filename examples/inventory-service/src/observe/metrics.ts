import { Counter, Gauge, Histogram, Registry, type GaugeConfiguration } from "prom-client";
import { Tally } from "./tally";

/** What Prometheus is told of the service. Names are contract: alarms and dashboards go by them. */
export class Metrics {
  readonly registry = new Registry();

  /** The same for whoever publishes it. */
  readonly tally = new Tally();

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

  /** What became of writes of a legacy system. */
  readonly shadowWrites = new Counter({
    name: "inventory_shadow_writes_total",
    help: "Writes of a legacy system that were to be compared: equal, different, or dropped for want of room",
    labelNames: ["fate"] as const,
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

  /** How far live feeds are behind. */
  readonly oldestUnfed = new Gauge({
    name: "inventory_oldest_unfed_seconds",
    help: "Age of the oldest event of the log that a live feed has not handed out; 0 where there is none",
    labelNames: ["contract"] as const,
    registers: [this.registry],
  });

  /** Nothing here is ever above zero, unless somebody changed the database past the service or the service is wrong. */
  readonly faultyRows = new Gauge({
    name: "inventory_faulty_stock_rows",
    help: "Stock rows that cannot be as they are, by what is wrong, as the last look at all tenants found them",
    labelNames: ["fault"] as const,
    registers: [this.registry],
  });

  /** When that was. */
  readonly stockCheckedAt = absentGauge({
    name: "inventory_stock_checked_timestamp_seconds",
    help: "When the last look at all tenants' stock rows ended, in seconds since the epoch",
    registers: [this.registry],
  });

  /** Of these, nobody knows whether they have faulty rows. */
  readonly uncheckedTenants = absentGauge({
    name: "inventory_unchecked_tenants",
    help: "Tenants that took too long to look at",
    registers: [this.registry],
  });

  /** The rate of mismatches is all but `equal` of all. */
  readonly reconciledRows = new Gauge({
    name: "inventory_reconciled_rows",
    help: "Counted stock rows of the last day that was reconciled, by what their counts say",
    labelNames: ["kind"] as const,
    registers: [this.registry],
  });

  /** By how much systems of record differ. */
  readonly reconciliationDelta = absentGauge({
    name: "inventory_reconciliation_delta_units",
    help: "Units by which counts of the last day that was reconciled differ from what was expected, without their sign",
    registers: [this.registry],
  });

  /** It grows by a day every day, or reconciliation is stuck. */
  readonly reconciledDay = absentGauge({
    name: "inventory_reconciled_day_timestamp_seconds",
    help: "Start of the last day that was reconciled, in seconds since the epoch",
    registers: [this.registry],
  });

  /** It grows by a day every day, or readers of the feed wait. */
  readonly feedDay = new Gauge({
    name: "inventory_feed_day_timestamp_seconds",
    help: "Start of the last day that was handed out as a whole, in seconds since the epoch, by contract",
    labelNames: ["contract"],
    registers: [this.registry],
  });

  /** Above zero, the database grows: the archive, or the publication, is behind or damaged. */
  readonly undroppedDays = new Gauge({
    name: "inventory_undropped_days",
    help: "Days whose events should have left the database for the archive, and have not",
    registers: [this.registry],
  });

  /** What waits in channels, and what waits for a person. */
  readonly channelBacklog = new Gauge({
    name: "inventory_channel_backlog",
    help: "What waits in channels: orders, messages and listings; orders that are stuck and messages that were set aside need a person",
    labelNames: ["what"] as const,
    registers: [this.registry],
  });

  /** Above zero, whoever changes flags changes nothing. */
  readonly brokenFlags = new Gauge({
    name: "inventory_flags_broken",
    help: "1 where the document of flags cannot be used, so that the one before it, or defaults, still hold",
    registers: [this.registry],
  });

  /** How often files of TLS have changed and were taken. */
  readonly tlsReloads = new Counter({
    name: "inventory_tls_reloads_total",
    help: "Changes of the certificate, its key or the clients' authorities that were taken while running",
    registers: [this.registry],
  });

  /** One means: what is served is older than what was meant to be. */
  readonly tlsRefused = new Gauge({
    name: "inventory_tls_files_refused",
    help: "1 while the files of TLS cannot be used, and those before them still are",
    registers: [this.registry],
  });

  /** When nobody trusts the service any longer, unless a new certificate comes. */
  readonly tlsExpiry = new Gauge({
    name: "inventory_tls_certificate_end_seconds",
    help: "When the certificate that is served ends, in seconds since the epoch; 0 where there is none",
    registers: [this.registry],
  });

  /** Below one, commands with tomorrow's keys fail soon. */
  readonly daysAhead = new Gauge({
    name: "inventory_days_ahead",
    help: "Days after today for which partitions are made",
    registers: [this.registry],
  });

  /** In which epoch the service writes. */
  readonly writeEpoch = new Gauge({
    name: "inventory_write_epoch",
    help: "Epoch of the database as the service last read it; databases that take changes, one after the other, are counted by it",
    registers: [this.registry],
  });

  /** Commands that a failover lost, and that nobody has resolved. */
  readonly lostCommands = new Gauge({
    name: "inventory_lost_commands",
    help: "Commands whose events were published and whose changes a failover lost, as long as they are not resolved",
    registers: [this.registry],
  });

  /** Units that nobody is sold meanwhile. */
  readonly withheldUnits = new Gauge({
    name: "inventory_withheld_units",
    help: "Units withheld from sale for lost commands that are not resolved",
    registers: [this.registry],
  });

  /** Above zero, the service takes no changes, and does not try. */
  readonly fenced = new Gauge({
    name: "inventory_fenced",
    help: "Whether the database was followed by another one, or is closed until its promotion is through: 1 or 0",
    registers: [this.registry],
  });

  /** A request was answered. */
  observeRequest(
    labels: { readonly method: string; readonly route: string; readonly status: number },
    seconds: number,
  ): void {
    this.requestSeconds.observe(labels, seconds);
    this.tally.request(labels, seconds);
  }

  /** Availability was answered. */
  observeRead(source: "cache" | "database"): void {
    this.availabilityReads.inc({ source });
    this.tally.read(source);
  }

  /** A change arrived in the cache. */
  observeFreshness(seconds: number): void {
    this.freshness.observe(seconds);
    this.tally.followed(seconds);
  }

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

/** A gauge that says nothing until it is set: 0 would say that all is well. */
function absentGauge(configuration: GaugeConfiguration<string>): Gauge {
  const gauge = new Gauge(configuration);
  gauge.remove();
  return gauge;
}
