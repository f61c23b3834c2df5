-- Up Migration
-- A city-wide run: every rule for every unit, every division and the city, as they stood. Only finished runs are shown; the last few are kept.
create table city_run (
  id              uuid primary key,           -- of its job
  city_id         text not null references city on delete cascade,
  dataset_hash    text not null,              -- inputs: the layers' editions
  parameters_hash text not null,              -- rule sets in force with their numbers
  engine          text not null,
  rule_sets       jsonb not null,             -- { id, version, name }[]
  layers          jsonb not null,             -- the editions read, with source and date
  computed        integer not null default 0, -- areas worked out in this run
  cached          integer not null default 0, -- areas whose inputs, parameters and engine had not changed
  figures         integer not null default 0,
  started_by      integer references account,
  started_at      timestamptz not null default now(),
  finished_at     timestamptz                 -- null: under way, or broken off
);
create index city_run_city on city_run (city_id, finished_at desc);

create table city_run_area (
  run_id       uuid not null references city_run on delete cascade,
  position     integer not null,              -- the city, divisions from the largest level down, units
  area_kind    text not null check (area_kind in ('unit', 'division', 'city')),
  area_id      text not null,
  area_version integer not null,
  name         text not null,
  level        text not null default '',      -- of a division
  inputs_hash  text not null,                 -- as figure_set.inputs_hash: an equal hash is an equal answer
  is_cached    boolean not null,
  computed_at  timestamptz not null,
  lines        jsonb not null,                -- FigureLine[]: figures without their receipts
  primary key (run_id, position)
);
create index city_run_area_area on city_run_area (run_id, area_kind, area_id);

-- Down Migration
drop table city_run_area, city_run;
