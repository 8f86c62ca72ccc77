-- Who may call, and for which tenant. Keys are known by their hash alone. Not breaking.

create table inventory.api_key (
  key_hash            bytea       primary key,
  tenant              text        not null,
  client              text        not null,
  partition           text        not null,
  scopes              text[]      not null,
  requests_per_minute integer     not null,
  expires_at          timestamptz not null,
  revoked_at          timestamptz,
  constraint api_key_is_hashed check (octet_length(key_hash) = 32),
  constraint api_key_quota_positive check (requests_per_minute > 0)
);

-- The service finds a key by its hash, and cannot list them.
create function inventory.find_api_key(hash bytea)
returns table (tenant text, client text, partition text, scopes text[], requests_per_minute integer, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog
as $$
  select k.tenant, k.client, k.partition, k.scopes, k.requests_per_minute, k.expires_at
  from inventory.api_key as k
  where k.key_hash = hash and k.revoked_at is null and k.expires_at > clock_timestamp()
$$;
revoke all on function inventory.find_api_key(bytea) from public;
grant execute on function inventory.find_api_key(bytea) to inventory_service;
