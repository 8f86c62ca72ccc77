-- Whose rows a transaction may see, as an expression that PostgreSQL puts into each plan, instead of a query that it runs for
-- each table of each statement. Not breaking: the setting is the same JSON array.

-- For names that JSON escapes.
create function inventory.tenants_escaped(named text) returns text[]
language sql immutable parallel safe
as $$
  select array(select json_array_elements_text(named::json))
$$;

-- A JSON array of texts without escapes is an array of PostgreSQL but for its brackets.
create or replace function inventory.tenants() returns text[]
language sql stable parallel safe
as $$
  select case
    when coalesce(current_setting('inventory.tenants', true), '') = '' then '{}'
    when strpos(current_setting('inventory.tenants', true), '\') = 0
      then ('{' || rtrim(ltrim(current_setting('inventory.tenants', true), '['), ']') || '}')::text[]
    else inventory.tenants_escaped(current_setting('inventory.tenants', true))
  end
$$;
