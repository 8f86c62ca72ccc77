// Written by bundle-release.mjs: what a release sent to the database. Not to be changed.
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// <stdin>
var stdin_exports = {};
__export(stdin_exports, {
  executeSplitting: () => executeSplitting,
  findReservation: () => findReservation,
  findStock: () => findStock,
  openPool: () => openPool
});
module.exports = __toCommonJS(stdin_exports);

// ../privacy-base/examples/inventory-service/src/batch/pending.ts
var Unanswered = class extends Error {
  reason;
  constructor(reason, options) {
    super(`${reason}: safe to send again with the same key`, options);
    this.name = "Unanswered";
    this.reason = reason;
  }
};

// ../privacy-base/examples/inventory-service/src/storage/begin.ts
async function begin(db, tenants) {
  await Promise.all([
    db.query({ text: "begin" }),
    db.query({
      name: "show-tenants",
      text: "select set_config('inventory.tenants', $1, true)",
      values: [JSON.stringify(tenants)]
    })
  ]);
}

// ../privacy-base/examples/inventory-service/src/storage/columns.ts
function columnsOf(rows, cells) {
  return cells.map((cell) => rows.map(cell));
}
function timestampOf(milliseconds) {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
function linesOf2(documents) {
  return documents.map((each) => JSON.stringify(each)).join("\n");
}

// ../privacy-base/examples/inventory-service/src/domain/stock.ts
var MOST_UNITS = 1e9;
var EMPTY_LEVEL = {
  onHand: 0,
  reserved: 0,
  inTransit: 0,
  safetyStock: 0,
  promiseLimit: 0,
  shipsFrom: null,
  allotments: {},
  version: 0
};
function stockKeyText({ tenant, sku, location }) {
  return `${tenant}\0${sku}\0${location}`;
}
function unitsOf(units, name) {
  return Object.hasOwn(units, name) ? units[name] ?? 0 : 0;
}
function addUnits(units, name, more) {
  const sum = unitsOf(units, name) + more;
  const others = Object.entries(units).filter(([other]) => other !== name);
  return Object.fromEntries(sum === 0 ? others : [...others, [name, sum]]);
}
function inStock(level, channel) {
  return Math.max(0, free(level, channel));
}
function sellable(level, channel) {
  return Math.max(0, free(level, channel) + level.promiseLimit);
}
function free({ onHand, reserved, safetyStock, allotments }, channel) {
  const setAside = Object.entries(allotments).reduce((sum, [name, units]) => name === channel ? sum : sum + units, 0);
  return onHand - reserved - safetyStock - setAside;
}

// ../privacy-base/examples/inventory-service/src/domain/reservation.ts
function reservationKeyText({ tenant, reservation }) {
  return `${tenant}\0${reservation}`;
}
function isOpen({ status }) {
  return status === "held" || status === "confirmed";
}
function openAllocations(reservation) {
  return isOpen(reservation) ? reservation.allocations.filter(({ shipped }) => !shipped) : [];
}

// ../privacy-base/examples/inventory-service/src/domain/inventory.ts
function levelOf({ levels }, key) {
  return levels.get(stockKeyText(key)) ?? EMPTY_LEVEL;
}
function reservationOf({ reservations }, key) {
  return reservations.get(reservationKeyText(key));
}
function evolveLevel(level, { change, after }) {
  return {
    ...after,
    onHand: level.onHand + change.onHand,
    reserved: level.reserved + change.reserved,
    inTransit: level.inTransit + change.inTransit,
    version: level.version + 1
  };
}

// ../privacy-base/examples/inventory-service/src/domain/allocate.ts
var Allocator = class {
  #levels;
  #inventory;
  #channel;
  constructor(inventory, channel) {
    this.#levels = /* @__PURE__ */ new Map();
    this.#inventory = inventory;
    this.#channel = channel;
  }
  /** Units of a row that can still be taken, by a measure. */
  available(key, measure) {
    return measure(this.#level(key), this.#channel);
  }
  /** Takes units that are available. */
  take(key, quantity) {
    const level = this.#level(key);
    const allotted = Math.min(quantity, unitsOf(level.allotments, this.#channel));
    const reserved = level.reserved + quantity;
    this.#levels.set(stockKeyText(key), {
      ...level,
      reserved,
      allotments: allotted === 0 ? level.allotments : addUnits(level.allotments, this.#channel, -allotted)
    });
    return { quantity, allotted, beyond: overshoot(level, reserved) - overshoot(level, level.reserved) };
  }
  #level(key) {
    return this.#levels.get(stockKeyText(key)) ?? levelOf(this.#inventory, key);
  }
};
function allocate(inventory, command) {
  const allocator = new Allocator(inventory, command.channel);
  const perLine = command.lines.map((line, index) => allocateLine(allocator, command, { ...line, index }));
  const shortages = command.lines.flatMap(({ sku, quantity }, line) => {
    const available = (perLine[line] ?? []).reduce((sum, allocation) => sum + allocation.quantity, 0);
    return available < quantity ? [{ line, sku, wanted: quantity, available }] : [];
  });
  const allocations = perLine.flat();
  const refused = command.fill === "all" ? shortages.length > 0 : allocations.length === 0;
  return refused ? { kind: "not-enough-stock", lines: shortages } : allocations;
}
function allocateLine(allocator, { tenant, split }, { index, sku, quantity, locations }) {
  const listed = [...new Set(locations)].map((location) => ({ tenant, sku, location }));
  const taken = /* @__PURE__ */ new Map();
  let wanted = quantity;
  for (const measure of [inStock, sellable]) {
    for (const key of candidates({ allocator, keys: listed, measure, wanted })[split]()) {
      const units = Math.min(wanted, allocator.available(key, measure));
      if (units > 0) {
        const before = taken.get(key.location);
        taken.set(key.location, merged(before, { ...allocator.take(key, units), sku, location: key.location, index }));
        wanted -= units;
      }
    }
  }
  return [...taken.values()];
}
function candidates({ allocator, keys, measure, wanted }) {
  const fullestFirst = () => keys.toSorted((one, other) => allocator.available(other, measure) - allocator.available(one, measure));
  return {
    listed: () => [...keys],
    "fewest-parcels": fullestFirst,
    "one-location": () => {
      const whole = keys.find((key) => allocator.available(key, measure) >= wanted);
      const fallback = measure === sellable ? fullestFirst().slice(0, 1) : [];
      return whole === void 0 ? fallback : [whole];
    }
  };
}
function merged(before, { index, ...more }) {
  return {
    line: index,
    sku: more.sku,
    location: more.location,
    quantity: (before?.quantity ?? 0) + more.quantity,
    allotted: (before?.allotted ?? 0) + more.allotted,
    beyond: (before?.beyond ?? 0) + more.beyond,
    shipped: false
  };
}
function overshoot({ onHand }, reserved) {
  return Math.max(0, reserved - onHand);
}

// ../privacy-base/examples/inventory-service/src/domain/decision.ts
function accept(...events) {
  return { accepted: true, events };
}
function refuse(refusal) {
  return { accepted: false, refusal };
}

// ../privacy-base/examples/inventory-service/src/domain/stock-events.ts
function stockEvents(inventory, changes, occasion) {
  const rows = /* @__PURE__ */ new Map();
  for (const change of changes) {
    const text = stockKeyText(change);
    rows.set(text, [...rows.get(text) ?? [], change]);
  }
  return [...rows.values()].flatMap((ofRow) => {
    const [first] = ofRow;
    return first === void 0 ? [] : [stockEvent(levelOf(inventory, first), [first, ...ofRow.slice(1)], occasion)];
  });
}
function stockEvent(level, changes, { cause, reason, reservation }) {
  const [{ tenant, sku, location }] = changes;
  const sum = (counter) => changes.reduce((total, change) => total + (change[counter] ?? 0), 0);
  const event = {
    type: "StockChanged",
    tenant,
    sku,
    location,
    cause,
    reason: reason ?? null,
    reservation: reservation ?? null,
    change: { onHand: sum("onHand"), reserved: sum("reserved"), inTransit: sum("inTransit") },
    after: changes.reduce(withTerms, level)
  };
  return { ...event, after: evolveLevel(level, event) };
}
function withTerms(level, { policy, allotment }) {
  const allotments = allotment === void 0 || allotment.units === 0 ? level.allotments : addUnits(level.allotments, allotment.channel, allotment.units);
  return { ...level, allotments, ...policy };
}

// ../privacy-base/examples/inventory-service/src/domain/decide-reserve.ts
function decideReserve(inventory, command, now) {
  const { tenant, reservation, channel, orderRef } = command;
  if (reservationOf(inventory, command) !== void 0) {
    return refuse({ kind: "reservation-exists", reservation });
  }
  const allocations = allocate(inventory, command);
  if ("kind" in allocations) {
    return refuse(allocations);
  }
  const after = {
    tenant,
    reservation,
    channel,
    orderRef,
    status: "held",
    expiresAt: now + command.holdSeconds * 1e3,
    lines: command.lines.map(({ sku, quantity }) => ({ sku, wanted: quantity })),
    allocations,
    returned: {},
    version: 1
  };
  return accept(...stockEvents(inventory, taking(after, allocations), { cause: "reserved", reservation }), {
    type: "ReservationChanged",
    after
  });
}
function taking(reservation, allocations) {
  return moving(reservation, allocations, 1);
}
function givingBack(reservation, allocations) {
  return moving(reservation, allocations, -1);
}
function moving({ tenant, channel }, allocations, sign) {
  return allocations.map(({ sku, location, quantity, allotted }) => ({
    tenant,
    sku,
    location,
    reserved: sign * quantity,
    allotment: { channel, units: -sign * allotted }
  }));
}

// ../privacy-base/examples/inventory-service/src/domain/decide-stock.ts
function decideStock(inventory, command) {
  switch (command.kind) {
    case "receive":
      return decideReceive(inventory, command);
    case "adjust":
      return decideAdjust(inventory, command);
    case "count":
      return decideCount(inventory, command);
    case "transfer":
      return decideTransfer(inventory, command);
    case "arrive":
      return decideArrive(inventory, command);
    case "set-policy":
      return decideSetPolicy(inventory, command);
  }
}
function decideReceive(inventory, command) {
  const key = keyOf(command);
  const refusal = impossible(key, { ...levelOf(inventory, key) }, { onHand: command.quantity });
  return refusal === void 0 ? accept(...stockEvents(inventory, [{ ...key, onHand: command.quantity }], { cause: "received" })) : refuse(refusal);
}
function decideAdjust(inventory, { by, reason, ...command }) {
  const key = keyOf(command);
  const refusal = impossible(key, levelOf(inventory, key), { onHand: by });
  return refusal === void 0 ? accept(...stockEvents(inventory, [{ ...key, onHand: by }], { cause: "adjusted", reason })) : refuse(refusal);
}
function decideCount(inventory, { counted, expected, ...command }) {
  const key = keyOf(command);
  const level = levelOf(inventory, key);
  if (expected !== null && expected !== level.onHand) {
    return refuse({ kind: "stale-count", expected, onHand: level.onHand });
  }
  const onHand = counted - level.onHand;
  const refusal = impossible(key, level, { onHand });
  return refusal === void 0 ? accept(...stockEvents(inventory, [{ ...key, onHand }], { cause: "counted" })) : refuse(refusal);
}
function decideTransfer(inventory, { tenant, sku, from, to, quantity }) {
  const [source, target] = [
    { tenant, sku, location: from },
    { tenant, sku, location: to }
  ];
  const { onHand, reserved } = levelOf(inventory, source);
  const movable = Math.max(0, onHand - reserved);
  if (from === to) {
    return refuse({ kind: "same-location", location: from });
  }
  if (quantity > movable) {
    return refuse({ kind: "not-enough-on-hand", location: from, wanted: quantity, onHand: movable });
  }
  const refusal = impossible(target, levelOf(inventory, target), { inTransit: quantity });
  return refusal === void 0 ? accept(
    ...stockEvents(inventory, [{ ...source, onHand: -quantity }], { cause: "transfer-left" }),
    ...stockEvents(inventory, [{ ...target, inTransit: quantity }], { cause: "transfer-coming" })
  ) : refuse(refusal);
}
function decideArrive(inventory, { quantity, missing, ...command }) {
  const key = keyOf(command);
  const { inTransit } = levelOf(inventory, key);
  if (quantity + missing > inTransit) {
    return refuse({ kind: "not-in-transit", wanted: quantity + missing, inTransit });
  }
  const change = { onHand: quantity, inTransit: -quantity - missing };
  const refusal = impossible(key, levelOf(inventory, key), change);
  return refusal === void 0 ? accept(...stockEvents(inventory, [{ ...key, ...change }], { cause: "transfer-arrived" })) : refuse(refusal);
}
function decideSetPolicy(inventory, { policy, ...command }) {
  const key = keyOf(command);
  const refusal = impossible(key, { ...levelOf(inventory, key), ...policy }, {});
  return refusal === void 0 ? accept(...stockEvents(inventory, [{ ...key, policy }], { cause: "policy-set" })) : refuse(refusal);
}
function impossible({ location }, level, change) {
  const onHand = level.onHand + (change.onHand ?? 0);
  const units = Math.max(onHand, level.inTransit + (change.inTransit ?? 0));
  if (onHand < 0) {
    return { kind: "not-enough-on-hand", location, wanted: -(change.onHand ?? 0), onHand: level.onHand };
  }
  if (onHand + level.promiseLimit < level.reserved) {
    return { kind: "below-reserved", location, reserved: level.reserved, promisable: onHand + level.promiseLimit };
  }
  return units > MOST_UNITS ? { kind: "above-maximum", location, units, maximum: MOST_UNITS } : void 0;
}
function keyOf({ tenant, sku, location }) {
  return { tenant, sku, location };
}

// ../privacy-base/examples/inventory-service/src/domain/decide-completion.ts
function decideCompletion(inventory, command, now) {
  const reservation = reservationOf(inventory, command);
  if (reservation === void 0) {
    return refuse({ kind: "unknown-reservation", reservation: command.reservation });
  }
  switch (command.kind) {
    case "confirm":
      return decideConfirm(inventory, reservation);
    case "release":
      return decideEnd(inventory, reservation, { from: "held", to: "released" });
    case "cancel":
      return decideEnd(inventory, reservation, { from: "confirmed", to: "cancelled" });
    case "expire":
      return reservation.status === "held" && now < reservation.expiresAt ? refuse({ kind: "hold-not-due", expiresAt: reservation.expiresAt }) : decideEnd(inventory, reservation, { from: "held", to: "expired" });
    case "ship":
      return decideShip(inventory, reservation, { command, now });
    case "return":
      return decideReturn(inventory, reservation, command);
  }
}
function decideConfirm(inventory, reservation) {
  if (reservation.status === "held") {
    return accept({ type: "ReservationChanged", after: next(reservation, { status: "confirmed" }) });
  }
  if (reservation.status !== "expired") {
    return wrongStatus(reservation, ["held", "expired"]);
  }
  const allocations = takeAgain(inventory, reservation);
  return allocations === void 0 ? refuse({ kind: "hold-expired", expiredAt: reservation.expiresAt }) : accept(
    ...stockEvents(inventory, taking(reservation, allocations), {
      cause: "reserved-again",
      reservation: reservation.reservation
    }),
    { type: "ReservationChanged", after: next(reservation, { status: "confirmed", allocations }) }
  );
}
function takeAgain(inventory, reservation) {
  const allocator = new Allocator(inventory, reservation.channel);
  const taken = reservation.allocations.flatMap((allocation) => {
    const key = { tenant: reservation.tenant, sku: allocation.sku, location: allocation.location };
    const enough = allocator.available(key, sellable) >= allocation.quantity;
    return enough ? [{ ...allocation, ...allocator.take(key, allocation.quantity) }] : [];
  });
  return taken.length === reservation.allocations.length ? taken : void 0;
}
function decideEnd(inventory, reservation, { from, to }) {
  if (reservation.status !== from) {
    return wrongStatus(reservation, [from]);
  }
  const shipped = reservation.allocations.filter((allocation) => allocation.shipped);
  const after = shipped.length === 0 ? next(reservation, { status: to }) : next(reservation, { status: "shipped", allocations: shipped });
  const changes = givingBack(reservation, openAllocations(reservation));
  const cause = to;
  return accept(...stockEvents(inventory, changes, { cause, reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after
  });
}
function decideShip(inventory, reservation, shipment) {
  const { location } = shipment.command;
  if (reservation.status !== "confirmed") {
    return wrongStatus(reservation, ["confirmed"]);
  }
  const leaving = openAllocations(reservation).filter((allocation) => allocation.location === location);
  if (leaving.length === 0) {
    return refuse({ kind: "nothing-to-ship", location });
  }
  const refusal = unshippable(inventory, leaving, shipment);
  if (refusal !== void 0) {
    return refuse(refusal);
  }
  const allocations = reservation.allocations.map(
    (each) => leaving.includes(each) ? { ...each, shipped: true } : each
  );
  const status = allocations.every(({ shipped }) => shipped) ? "shipped" : "confirmed";
  const changes = leaving.map(({ sku, quantity }) => ({
    ...{ tenant: reservation.tenant, sku, location },
    ...{ onHand: -quantity, reserved: -quantity }
  }));
  return accept(...stockEvents(inventory, changes, { cause: "shipped", reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after: next(reservation, { status, allocations })
  });
}
function unshippable(inventory, leaving, { command: { tenant, location }, now }) {
  for (const sku of new Set(leaving.map((allocation) => allocation.sku))) {
    const ofSku = leaving.filter((allocation) => allocation.sku === sku);
    const wanted = ofSku.reduce((sum, { quantity }) => sum + quantity, 0);
    const { onHand, shipsFrom } = levelOf(inventory, { tenant, sku, location });
    if (shipsFrom !== null && now < shipsFrom && ofSku.some(({ beyond }) => beyond > 0)) {
      return { kind: "ships-later", location, shipsFrom };
    }
    if (wanted > onHand) {
      return { kind: "not-enough-on-hand", location, wanted, onHand };
    }
  }
  return void 0;
}
function decideReturn(inventory, reservation, command) {
  const { sku, location, quantity, restock } = command;
  const shipped = reservation.allocations.filter((allocation) => allocation.shipped && allocation.sku === sku).reduce((sum, allocation) => sum + allocation.quantity, 0);
  const returnable = shipped - unitsOf(reservation.returned, sku);
  const key = { tenant: reservation.tenant, sku, location };
  if (quantity > returnable) {
    return refuse({ kind: "more-than-shipped", sku, wanted: quantity, returnable });
  }
  const refusal = restock ? impossible(key, levelOf(inventory, key), { onHand: quantity }) : void 0;
  if (refusal !== void 0) {
    return refuse(refusal);
  }
  const changes = restock ? [{ ...key, onHand: quantity }] : [];
  return accept(...stockEvents(inventory, changes, { cause: "returned", reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after: next(reservation, { returned: addUnits(reservation.returned, sku, quantity) })
  });
}
function next(reservation, change) {
  return { ...reservation, ...change, version: reservation.version + 1 };
}
function wrongStatus({ status }, expected) {
  return refuse({ kind: "wrong-status", status, expected });
}

// ../privacy-base/examples/inventory-service/src/domain/decide.ts
function decide(inventory, command, now) {
  if (command.kind === "reserve") {
    return decideReserve(inventory, command, now);
  }
  return "reservation" in command ? decideCompletion(inventory, command, now) : decideStock(inventory, command);
}

// ../privacy-base/examples/inventory-service/src/storage/idempotency.ts
var import_node_crypto = require("node:crypto");
var KEY_DAYS = 7;
var DAY_MILLISECONDS = 864e5;
var UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
function storedKey({ command, key }) {
  const match = key === null ? null : UUID_V7.exec(key.value);
  if (key === null || match === null) {
    return void 0;
  }
  const milliseconds = parseInt(`${match[1] ?? ""}${match[2] ?? ""}`, 16);
  return {
    day: new Date(milliseconds).toISOString().slice(0, 10),
    hash: sha256(JSON.stringify([command.tenant, key.client, command.kind, key.value.toLowerCase()])),
    fingerprint: fingerprintOf(command)
  };
}
function isKept({ day }, now) {
  const age = Math.floor(now / DAY_MILLISECONDS) - Math.floor(Date.parse(day) / DAY_MILLISECONDS);
  return age >= -1 && age < KEY_DAYS;
}
async function readKeys(db, keys) {
  const { rows } = await db.query({
    name: "read-keys",
    text: `
      select clock_timestamp() as now, found.*
      from (select) as once
      left join lateral (
        select k.key_hash::text as hash, k.fingerprint::text as fingerprint, k.answer
        from unnest($1::date[], $2::bytea[]) as wanted (day, hash)
        cross join lateral (
          select * from inventory.idempotency_key as one where one.day = wanted.day and one.key_hash = wanted.hash limit 1
        ) as k
      ) as found on true`,
    values: keyColumns(keys)
  });
  const stored = rows.flatMap(
    ({ hash, fingerprint, answer }) => hash === null ? [] : [[hash, { fingerprint, answer }]]
  );
  return { now: rows[0]?.now.getTime() ?? Number.NaN, stored: new Map(stored) };
}
async function storeAnswers(db, answers, now) {
  await db.query({
    name: "store-answers",
    text: `
      insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
      select k.day, k.hash, k.tenant, k.fingerprint, k.answer::json, $1
      from unnest($2::date[], $3::bytea[], $4::text[], $5::bytea[], string_to_array($6, E'\\n'))
        as k (day, hash, tenant, fingerprint, answer)
      order by k.day, k.hash`,
    values: [
      timestampOf(now),
      ...keyColumns(answers),
      ...columnsOf(answers, [({ tenant }) => tenant, ({ fingerprint }) => fingerprint]),
      linesOf2(answers.map(({ answer }) => answer))
    ]
  });
}
function keyColumns(keys) {
  return columnsOf(keys, [({ day }) => day, ({ hash }) => hash]);
}
function fingerprintOf(command) {
  return sha256(canonical(command));
}
function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join()}]`;
  }
  return typeof value === "object" && value !== null ? `{${Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1).map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}` : JSON.stringify(value);
}
function sha256(text) {
  return `\\x${(0, import_node_crypto.hash)("sha256", text)}`;
}

// ../privacy-base/examples/inventory-service/src/storage/reservations.ts
var INSERT = `
  insert into inventory.reservation
    (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
  select tenant, reservation, channel, order_ref, status, expires_at, lines::jsonb, allocations::jsonb,
    returned::jsonb, version
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
    string_to_array($7, E'\\n'), string_to_array($8, E'\\n'), string_to_array($9, E'\\n'), $10::integer[])
    as c (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)`;
async function readReservations(db, keys) {
  const { rows } = await db.query({
    name: "read-reservations",
    text: `
      select r.*
      from unnest($1::text[], $2::text[]) as wanted (tenant, reservation)
      cross join lateral (
        select * from inventory.reservation as one
        where one.tenant = wanted.tenant and one.reservation = wanted.reservation
        limit 1
      ) as r`,
    values: keyColumns2(keys)
  });
  return rows.map(reservationOfRow);
}
async function lockReservations(db, keys) {
  const { rows } = await db.query({
    name: "lock-reservations",
    text: `
      select r.*
      from (
        select * from unnest($1::text[], $2::text[]) as named (tenant, reservation) order by tenant, reservation
      ) as wanted
      cross join lateral (
        select * from inventory.reservation as one
        where one.tenant = wanted.tenant and one.reservation = wanted.reservation
        for update
      ) as r`,
    values: keyColumns2(keys)
  });
  return rows.map(reservationOfRow);
}
async function lockDueHolds(db, { tenant, skus, now }) {
  const { rows } = await db.query({
    name: "lock-due-holds",
    text: `
      select r.*
      from inventory.reservation as r
      where r.tenant = $1 and r.status = 'held' and r.expires_at <= $2
        and exists (select from jsonb_array_elements(r.allocations) as a where a ->> 'sku' = any ($3::text[]))
      order by r.expires_at
      limit 256
      for update of r skip locked`,
    values: [tenant, new Date(now), skus]
  });
  return rows.map(reservationOfRow);
}
async function insertReservations(db, made) {
  await db.query({
    name: "insert-reservations",
    text: INSERT,
    values: rowColumns(made)
  });
}
async function updateReservations(db, moved) {
  await db.query({
    name: "update-reservations",
    text: `${INSERT}
      on conflict (tenant, reservation) do update
      set status = excluded.status, allocations = excluded.allocations, returned = excluded.returned,
        version = excluded.version`,
    values: rowColumns(moved)
  });
}
function keyColumns2(keys) {
  return columnsOf(keys, [({ tenant }) => tenant, ({ reservation }) => reservation]);
}
function rowColumns(rows) {
  return [
    ...keyColumns2(rows),
    ...columnsOf(rows, [
      ({ channel }) => channel,
      ({ orderRef }) => orderRef,
      ({ status }) => status,
      ({ expiresAt }) => timestampOf(expiresAt)
    ]),
    linesOf2(rows.map(({ lines }) => lines)),
    linesOf2(rows.map(({ allocations }) => allocations)),
    linesOf2(rows.map(({ returned }) => returned)),
    rows.map(({ version }) => version)
  ];
}
function reservationOfRow({ order_ref, expires_at, ...row }) {
  return { ...row, orderRef: order_ref, expiresAt: expires_at.getTime() };
}

// ../privacy-base/examples/inventory-service/src/storage/decide-batch.ts
var BatchDecider = class {
  #db;
  #work;
  #now;
  #stored;
  #swept = /* @__PURE__ */ new Set();
  constructor(db, work, { now, stored }) {
    this.#db = db;
    this.#work = work;
    this.#now = now;
    this.#stored = new Map(stored);
  }
  /** What becomes of a request. Its key is decided before its stock. */
  async decide(request, key) {
    if (request.key !== null && (key === void 0 || !isKept(key, this.#now))) {
      return { kind: "key-out-of-range" };
    }
    const before = key === void 0 ? void 0 : this.#stored.get(key.hash);
    if (before !== void 0) {
      return before.fingerprint === key?.fingerprint ? { kind: "answered", answer: before.answer, replayed: true } : { kind: "key-reused" };
    }
    return this.#isLocked(request.command) ? this.#decideAnew(request.command, key) : { kind: "again" };
  }
  /** A reservation may have been made after this batch looked for it, and before it was locked. */
  #isLocked(command) {
    const reservation = "reservation" in command ? reservationOf(this.#work, command) : void 0;
    return command.kind === "reserve" || reservation === void 0 || this.#work.covers(reservation);
  }
  async #decideAnew(command, key) {
    let decision = decide(this.#work, command, this.#now);
    if (command.kind === "reserve" && isSoldOut(decision) && await this.#expireHolds(command)) {
      decision = decide(this.#work, command, this.#now);
    }
    if (decision.accepted) {
      this.#work.apply(decision.events);
    }
    const answer = answerOf(decision);
    if (key !== void 0) {
      this.#work.answers.push({ ...key, tenant: command.tenant, answer });
      this.#stored.set(key.hash, { fingerprint: key.fingerprint, answer });
    }
    return { kind: "answered", answer, replayed: false };
  }
  /** Before anybody is told that there is nothing left, the holds whose time is over give their units back. */
  async #expireHolds({ tenant, lines }) {
    const skus = [...new Set(lines.map(({ sku }) => sku))].filter((sku) => !this.#swept.has(`${tenant}\0${sku}`));
    if (skus.length === 0) {
      return false;
    }
    skus.forEach((sku) => this.#swept.add(`${tenant}\0${sku}`));
    let any = false;
    for (const due of await lockDueHolds(this.#db, { tenant, skus, now: this.#now })) {
      const { reservation } = due;
      if (!this.#work.covers(due)) {
        continue;
      }
      this.#work.add(due);
      const decision = decide(this.#work, { kind: "expire", tenant, reservation }, this.#now);
      if (decision.accepted) {
        this.#work.apply(decision.events);
        any = true;
      }
    }
    return any;
  }
};
function isSoldOut(decision) {
  return !decision.accepted && decision.refusal.kind === "not-enough-stock";
}
function answerOf(decision) {
  if (!decision.accepted) {
    return decision;
  }
  const reservation = decision.events.findLast((event) => event.type === "ReservationChanged");
  return {
    accepted: true,
    stock: decision.events.flatMap(
      (event) => event.type === "StockChanged" ? [{ tenant: event.tenant, sku: event.sku, location: event.location, after: event.after }] : []
    ),
    reservation: reservation?.after ?? null
  };
}

// ../privacy-base/examples/inventory-service/src/storage/rows-of-commands.ts
function reservationsNamed(commands) {
  return commands.flatMap(
    (command) => "reservation" in command ? [{ tenant: command.tenant, reservation: command.reservation }] : []
  );
}
function rowsFilled(commands) {
  return distinct(commands.flatMap(filledBy));
}
function rowsTouched(commands, reservations) {
  const promised = reservations.flatMap(
    ({ tenant, allocations }) => allocations.map(({ sku, location }) => ({ tenant, sku, location }))
  );
  return distinct([...commands.flatMap(filledBy), ...commands.flatMap(emptiedBy), ...promised]);
}
function filledBy(command) {
  if ("reservation" in command) {
    return command.kind === "return" ? [command] : [];
  }
  return command.kind === "transfer" ? [{ tenant: command.tenant, sku: command.sku, location: command.to }] : [command];
}
function emptiedBy(command) {
  const { tenant } = command;
  if (command.kind === "reserve") {
    return command.lines.flatMap(({ sku, locations }) => locations.map((location) => ({ tenant, sku, location })));
  }
  return command.kind === "transfer" ? [{ tenant, sku: command.sku, location: command.from }] : [];
}
function distinct(keys) {
  const rows = keys.map(({ tenant, sku, location }) => ({ tenant, sku, location }));
  return [...new Map(rows.map((key) => [stockKeyText(key), key])).values()];
}

// ../privacy-base/examples/inventory-service/src/storage/stock.ts
async function createStock(db, keys) {
  await db.query({
    name: "create-stock",
    text: `
      insert into inventory.stock (tenant, sku, location)
      select tenant, sku, location
      from unnest($1::text[], $2::text[], $3::text[]) as wanted (tenant, sku, location)
      order by tenant, sku, location
      on conflict do nothing`,
    values: keyColumns3(keys)
  });
}
async function lockStock(db, keys) {
  const { rows } = await db.query({
    name: "lock-stock",
    text: `
      select s.*
      from (
        select * from unnest($1::text[], $2::text[], $3::text[]) as named (tenant, sku, location)
        order by tenant, sku, location
      ) as wanted
      cross join lateral (
        select * from inventory.stock as one
        where one.tenant = wanted.tenant and one.sku = wanted.sku and one.location = wanted.location
        for update
      ) as s`,
    values: keyColumns3(keys)
  });
  return new Map(rows.map((row) => [stockKeyText(row), levelOfRow(row)]));
}
async function readStock(db, { tenant, sku }) {
  const { rows } = await db.query({
    name: "read-stock",
    text: "select * from inventory.stock where tenant = $1 and sku = $2 order by location",
    values: [tenant, sku]
  });
  return rows.map((row) => ({ tenant, sku, location: row.location, ...levelOfRow(row) }));
}
async function writeStock(db, rows) {
  await db.query({
    name: "write-stock",
    text: `
      insert into inventory.stock (tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit,
        ships_from, allotments, version)
      select tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit, ships_from,
        allotments::jsonb, version
      from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
        $8::integer[], $9::timestamptz[], $10::text[], $11::bigint[]) as c (tenant, sku, location, on_hand, reserved,
        in_transit, safety_stock, promise_limit, ships_from, allotments, version)
      on conflict (tenant, sku, location) do update
      set on_hand = excluded.on_hand, reserved = excluded.reserved, in_transit = excluded.in_transit,
        safety_stock = excluded.safety_stock, promise_limit = excluded.promise_limit, ships_from = excluded.ships_from,
        allotments = excluded.allotments, version = excluded.version`,
    values: [
      ...keyColumns3(rows),
      ...columnsOf(rows, [
        (row) => row.onHand,
        (row) => row.reserved,
        (row) => row.inTransit,
        (row) => row.safetyStock,
        (row) => row.promiseLimit,
        (row) => timestampOf(row.shipsFrom),
        (row) => JSON.stringify(row.allotments),
        (row) => row.version
      ])
    ]
  });
}
function keyColumns3(keys) {
  return columnsOf(keys, [({ tenant }) => tenant, ({ sku }) => sku, ({ location }) => location]);
}
function levelOfRow(row) {
  return {
    onHand: row.on_hand,
    reserved: row.reserved,
    inTransit: row.in_transit,
    safetyStock: row.safety_stock,
    promiseLimit: row.promise_limit,
    shipsFrom: row.ships_from?.getTime() ?? null,
    allotments: row.allotments,
    version: Number(row.version)
  };
}

// ../privacy-base/examples/inventory-service/src/storage/working-set.ts
var WorkingSet = class {
  levels;
  reservations;
  events = [];
  answers = [];
  #changedStock = /* @__PURE__ */ new Map();
  #changedReservations = /* @__PURE__ */ new Set();
  #stored;
  constructor(levels, reservations) {
    this.levels = levels;
    this.reservations = new Map(reservations.map((each) => [reservationKeyText(each), each]));
    this.#stored = new Set(this.reservations.keys());
  }
  /** Takes in a reservation that was locked later; one that is here already stays as the batch left it. */
  add(reservation) {
    const text = reservationKeyText(reservation);
    if (!this.reservations.has(text)) {
      this.reservations.set(text, reservation);
      this.#stored.add(text);
    }
  }
  /** Whether the stock rows of all open units of a reservation are locked. */
  covers(reservation) {
    const { tenant, status, allocations } = reservation;
    return (status === "expired" ? allocations : openAllocations(reservation)).every(
      ({ sku, location }) => this.levels.has(stockKeyText({ tenant, sku, location }))
    );
  }
  /** Changes what is here by what happened. */
  apply(events) {
    for (const event of events) {
      if (event.type === "StockChanged") {
        const text = stockKeyText(event);
        this.levels.set(text, evolveLevel(levelOf(this, event), event));
        this.#changedStock.set(text, event);
      } else {
        const text = reservationKeyText(event.after);
        this.reservations.set(text, event.after);
        this.#changedReservations.add(text);
      }
    }
    this.events.push(...events);
  }
  /** The stock rows that changed, as they are now. */
  changedStock() {
    return [...this.#changedStock.values()].map(({ tenant, sku, location }) => ({
      ...{ tenant, sku, location },
      ...levelOf(this, { tenant, sku, location })
    }));
  }
  /** The reservations that changed, those that are new apart. */
  changedReservations() {
    const changed = [...this.reservations].filter(([text]) => this.#changedReservations.has(text));
    const isStored = ([text]) => this.#stored.has(text);
    return {
      made: changed.filter((each) => !isStored(each)).map(([, reservation]) => reservation),
      moved: changed.filter(isStored).map(([, reservation]) => reservation)
    };
  }
};

// ../privacy-base/examples/inventory-service/src/storage/events.ts
async function appendEvents(db, events, now) {
  await db.query({
    name: "append-events",
    text: `
      insert into inventory.stock_event (shard, transaction, recorded_at, tenant, type, subject, version, data)
      select hashtextextended(e.subject, 0) & 63, (select inventory.event_position()), $1, e.tenant, e.type, e.subject,
        e.version, e.data::json
      from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], string_to_array($6, E'\\n'))
        as e (tenant, type, subject, version, data)`,
    values: [
      timestampOf(now),
      ...columnsOf(events, [
        (event) => event.type === "StockChanged" ? event.tenant : event.after.tenant,
        (event) => event.type,
        subjectOf,
        (event) => event.after.version
      ]),
      linesOf2(events)
    ]
  });
}
function subjectOf(event) {
  return JSON.stringify(
    event.type === "StockChanged" ? stockSubject(event) : [event.after.tenant, event.after.reservation]
  );
}
function stockSubject({ tenant, sku, location }) {
  return [tenant, sku, location];
}

// ../privacy-base/examples/inventory-service/src/storage/write-batch.ts
async function writeBatch(db, work, now) {
  const stock = work.changedStock();
  const { made, moved } = work.changedReservations();
  await Promise.all([
    ...stock.length > 0 ? [writeStock(db, stock)] : [],
    ...made.length > 0 ? [insertReservations(db, made)] : [],
    ...moved.length > 0 ? [updateReservations(db, moved)] : [],
    ...work.events.length > 0 ? [appendEvents(db, work.events, now)] : [],
    ...work.answers.length > 0 ? [storeAnswers(db, work.answers, now)] : [],
    db.query({ text: "commit" })
  ]);
}

// ../privacy-base/examples/inventory-service/src/storage/execute-batch.ts
async function executeBatch(db, requests) {
  const keyed = requests.map((request) => ({ request, key: storedKey(request) }));
  try {
    const { work, read } = await lockBatch(
      db,
      requests,
      keyed.flatMap(({ key }) => key ?? [])
    );
    const decider = new BatchDecider(db, work, read);
    const outcomes = [];
    for (const { request, key } of keyed) {
      outcomes.push(await decider.decide(request, key));
    }
    await writeBatch(db, work, read.now);
    return outcomes;
  } catch (error) {
    await db.query({ text: "rollback" }).catch(() => void 0);
    throw error;
  }
}
async function lockBatch(db, requests, keys) {
  const commands = requests.map(({ command }) => command);
  const begun = begin(db, [...new Set(commands.map(({ tenant }) => tenant))]);
  const completed = reservationsNamed(commands.filter(({ kind }) => kind !== "reserve"));
  const [promised] = completed.length === 0 ? [[]] : await Promise.all([readReservations(db, completed), begun]);
  const filled = rowsFilled(commands);
  const named = reservationsNamed(commands);
  const created = filled.length === 0 ? begun : createStock(db, filled);
  const [levels, reservations, read] = await Promise.all([
    lockStock(db, rowsTouched(commands, promised)),
    named.length === 0 ? [] : lockReservations(db, named),
    readKeys(db, keys),
    created,
    begun
  ]);
  return { work: new WorkingSet(levels, reservations), read };
}

// ../privacy-base/examples/inventory-service/src/storage/reserve-one.ts
async function reserveOne(db, command, key) {
  const taken = rowTaken(command);
  if (taken === void 0) {
    return void 0;
  }
  const [, { rows }] = await Promise.all([
    begin(db, [command.tenant]),
    db.query({
      name: "reserve-one",
      text: RESERVE_ONE,
      values: [...valuesOfRow(taken), ...valuesOfKey(key), ...valuesOfCommand(command, taken)]
    }),
    db.query({ text: "commit" })
  ]);
  const [row] = rows;
  return row === void 0 ? void 0 : { kind: "answered", answer: row.answer, replayed: false };
}
var RESERVE_ONE = `
  with taken as (
    update inventory.stock as s
    set reserved = s.reserved + $4, version = s.version + 1
    where s.tenant = $1 and s.sku = $2 and s.location = $3
      and s.allotments = '{}' and s.on_hand - s.reserved - s.safety_stock >= $4
      and $5::date between (clock_timestamp() at time zone 'UTC')::date - ${KEY_DAYS - 1} and (clock_timestamp() at time zone 'UTC')::date + 1
      and not exists (select from inventory.idempotency_key as k where k.day = $5 and k.key_hash = $6)
      and not exists (select from inventory.reservation as r where r.tenant = $1 and r.reservation = $8)
    returning s.version, date_trunc('milliseconds', clock_timestamp()) as now, jsonb_build_object(
      'onHand', s.on_hand, 'reserved', s.reserved, 'inTransit', s.in_transit, 'safetyStock', s.safety_stock,
      'promiseLimit', s.promise_limit, 'shipsFrom', (extract(epoch from s.ships_from) * 1000)::bigint,
      'allotments', s.allotments, 'version', s.version) as level
  ), held as (
    select version, now, level, now + make_interval(secs => $11) as expires_at,
      to_jsonb((extract(epoch from now + make_interval(secs => $11)) * 1000)::bigint) as expires
    from taken
  ), made as (
    insert into inventory.reservation
      (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
    select $1, $8, $9, $10, 'held', expires_at, $12::jsonb -> 'lines', $12::jsonb -> 'allocations', '{}', 1
    from held
  ), logged as (
    insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
    select hashtextextended(e.subject, 0) & 63, held.now, $1, e.data ->> 'type', e.subject, e.version, e.data::json
    from held
    cross join lateral (values
      ($13, held.version, jsonb_set($15::jsonb, '{after}', held.level)),
      ($14, 1, jsonb_set($16::jsonb, '{after,expiresAt}', held.expires))
    ) as e (subject, version, data)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select $5, $6, $1, $7,
      jsonb_set(jsonb_set($17::jsonb, '{stock,0,after}', level), '{reservation,expiresAt}', expires)::json, now
    from held
    returning answer
  )
  select answer from answered`;
function rowTaken({ tenant, lines }) {
  const [line, ...others] = lines;
  const [location, ...elsewhere] = new Set(line?.locations);
  return line === void 0 || location === void 0 || others.length + elsewhere.length > 0 ? void 0 : { tenant, sku: line.sku, location, quantity: line.quantity };
}
function valuesOfRow({ tenant, sku, location, quantity }) {
  return [tenant, sku, location, quantity];
}
function valuesOfKey({ day, hash, fingerprint }) {
  return [day, hash, fingerprint];
}
function valuesOfCommand(command, { quantity, ...row }) {
  const levels = /* @__PURE__ */ new Map([[stockKeyText(row), { ...EMPTY_LEVEL, onHand: quantity }]]);
  const decision = decide({ levels, reservations: /* @__PURE__ */ new Map() }, command, 0);
  const [stock, reservation] = decision.accepted ? decision.events : [];
  if (stock === void 0 || reservation?.type !== "ReservationChanged") {
    throw new Error("internal: a row with enough units refused a reservation");
  }
  const events = [stock, reservation];
  return [
    command.reservation,
    command.channel,
    command.orderRef,
    command.holdSeconds,
    JSON.stringify(reservation.after),
    ...events.map(subjectOf),
    ...events.map((event) => JSON.stringify(event)),
    JSON.stringify(answerOf(decision))
  ];
}

// ../privacy-base/examples/inventory-service/src/storage/execute-requests.ts
async function executeRequests(db, requests) {
  const [first, ...others] = requests;
  const alone = first !== void 0 && others.length === 0 ? await executeAlone(db, first) : void 0;
  return alone === void 0 ? executeBatch(db, requests) : [alone];
}
async function executeAlone(db, request) {
  const key = storedKey(request);
  return key === void 0 || request.command.kind !== "reserve" ? void 0 : reserveOne(db, request.command, key);
}

// ../privacy-base/examples/inventory-service/src/storage/db.ts
var import_pg = require("pg");
var import_pg_connection_string = require("pg-connection-string");
var SETTINGS = [
  "role = inventory_service",
  "plan_cache_mode = force_generic_plan",
  "enable_seqscan = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "enable_bitmapscan = off",
  "enable_material = off",
  "jit = off",
  "timezone = 'UTC'"
].map((setting) => `set ${setting}`).join("; ");
function openPool(url, connections, password) {
  const pool = new import_pg.Pool({
    ...loginOf(url, password),
    max: connections,
    pipeline: true,
    onConnect: (client) => client.query(SETTINGS)
  });
  pool.on("connect", (client) => client.on("error", () => void 0));
  return pool;
}
function loginOf(url, password) {
  return { ...(0, import_pg_connection_string.parseIntoClientConfig)(url), ...password === void 0 ? {} : { password } };
}

// ../privacy-base/examples/inventory-service/src/storage/reads.ts
async function findReservation(pool, key) {
  const [found] = await inTenant(pool, key.tenant, (db) => readReservations(db, [key]));
  return found;
}
async function findStock(pool, { tenant, sku }) {
  return inTenant(pool, tenant, (db) => readStock(db, { tenant, sku }));
}
async function inTenant(pool, tenant, read) {
  const connection = await pool.connect();
  try {
    const [, result] = await Promise.all([
      begin(connection, [tenant]),
      read(connection),
      connection.query({ text: "commit" })
    ]);
    connection.release();
    return result;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

// ../privacy-base/examples/inventory-service/src/batch/execute-splitting.ts
var ATTEMPTS = 4;
async function executeSplitting(pool, requests) {
  try {
    return await executeRepeatedly(pool, requests);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    if (requests.length < 2 || cause instanceof Unanswered) {
      return requests.map(() => cause);
    }
    const middle = requests.length >> 1;
    return [
      ...await executeSplitting(pool, requests.slice(0, middle)),
      ...await executeSplitting(pool, requests.slice(middle))
    ];
  }
}
async function executeRepeatedly(pool, requests) {
  let last;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await executeOnce(pool, requests);
    } catch (error) {
      last = error;
      if (!isPassing(error)) {
        throw error;
      }
    }
  }
  throw isConflict(last) ? last : new Unanswered("unavailable", { cause: last });
}
async function executeOnce(pool, requests) {
  const connection = await pool.connect();
  try {
    const outcomes = await executeRequests(connection, requests);
    connection.release();
    return outcomes;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}
function isConflict(error) {
  return ["23505", "40001", "40P01"].includes(codeOf(error));
}
function isPassing(error) {
  return isConflict(error) || !/^(2[23]|42|P0)/.test(codeOf(error));
}
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  executeSplitting,
  findReservation,
  findStock,
  openPool
});
