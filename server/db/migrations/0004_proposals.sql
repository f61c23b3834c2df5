-- Up Migration
-- Proposed facilities, parks and gates (拟建设施): features that figures count beside the current editions, never part of one.
create table proposal (
  id          uuid primary key,
  city_id     text not null references city on delete cascade,
  -- The unit it is proposed for. No reference: a unit that is deleted and brought back has its proposals again.
  unit_id     uuid not null,
  -- Counted up within the city and never used again: 2^52 + number is its feature id in figures and receipts.
  number      integer not null,
  layer       text not null,
  name        text not null default '',
  attrs       jsonb not null default '{}',
  lonlat      jsonb not null,               -- GeoJSON as placed: the truth
  geom        geometry not null check (st_isvalid(geom) and not st_isempty(geom)), -- derived, metres
  version     integer not null default 1,   -- counts on through deletion and return
  is_deleted  boolean not null default false,
  created_by  integer not null references account,
  created_at  timestamptz not null default now(),
  updated_by  integer not null references account,
  updated_at  timestamptz not null default now(),
  unique (city_id, number)
);
create index proposal_unit on proposal (city_id, unit_id) where not is_deleted;

-- Edits of proposals stand in the history of their unit; `version` is then the proposal's.
alter table edit_log add column proposal_id uuid;

-- Down Migration
delete from edit_log where proposal_id is not null;
alter table edit_log drop column proposal_id;
drop table proposal;
