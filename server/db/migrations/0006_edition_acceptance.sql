-- Up Migration
-- An edition that differs may wait (pending); one that does not lie where it should is held back (quarantined) until a person decides. Neither is read by
-- figures, tiles, search or datasets: only `current` is. `withdrawn`: refused or taken back; its rows and its report stay.
alter table layer_edition drop constraint layer_edition_status_check;
alter table layer_edition add constraint layer_edition_status_check check (status in ('staging', 'pending', 'quarantined', 'current', 'superseded', 'withdrawn'));
alter table layer_edition
  add column position        jsonb,              -- PositionCheck, null where nothing was checked
  add column srid            integer,            -- metric CRS of its rows; null: the city's
  add column bounds          double precision[] check (bounds is null or cardinality(bounds) = 4), -- west, south, east, north in degrees
  add column predecessor_id  integer references layer_edition on delete set null, -- what it took the place of, and gives it back to
  add column undone_shift    text,               -- shift that was undone when it was accepted
  add column decided_by      integer references account,
  add column decided_at      timestamptz,
  add column decision        text check (decision in ('accept', 'refuse', 'take_back')),
  add column decision_reason text not null default '';
update layer_edition e set predecessor_id = (
  select p.id from layer_edition p where p.city_id = e.city_id and p.kind = e.kind and p.status = 'superseded' and p.edition < e.edition order by p.edition desc limit 1)
where status in ('current', 'superseded');

-- Every row an import mended or left out, as gzipped JSON lines [list, code, place, detail], a few thousand a piece.
-- edition_id null: rows of the file that belong to no layer (an OSM way without a rule).
create table report_rows (
  id         bigint generated always as identity primary key,
  city_id    text not null references city on delete cascade,
  import_id  uuid not null,
  edition_id integer references layer_edition on delete cascade,
  row_count  integer not null,
  lines      bytea not null
);
create index report_rows_import on report_rows (import_id, id);
create index report_rows_edition on report_rows (edition_id);

-- Where the fields of a source went the last time a person imported one with these fields.
create table field_mapping (
  city_id    text not null references city on delete cascade,
  fields_key text not null,              -- sha256 of the sorted names of the fields
  kind       text not null,
  mapping    jsonb not null,
  crs        text,
  encoding   text,
  used_at    timestamptz not null default now(),
  primary key (city_id, fields_key)
);

-- Files handed in and not imported yet; they lie under DATA_DIR/deliveries/ID and are forgotten after a week.
create table delivery (
  id         uuid primary key,
  city_id    text not null references city on delete cascade,
  file_name  text not null,
  files      jsonb not null,             -- { name, stored, bytes }[]: name as sent, stored as on disk
  bytes      bigint not null,
  sha256     text not null default '',
  format     text,                       -- null: not looked into yet
  layers     jsonb,                      -- SourceLayer[]
  created_by integer references account,
  created_at timestamptz not null default now()
);
create index delivery_created on delivery (created_at);

-- Down Migration
drop table delivery, field_mapping, report_rows;
update layer_edition set status = 'superseded' where status in ('pending', 'withdrawn');
alter table layer_edition drop column position, drop column srid, drop column bounds, drop column predecessor_id, drop column undone_shift,
  drop column decided_by, drop column decided_at, drop column decision, drop column decision_reason;
alter table layer_edition drop constraint layer_edition_status_check;
alter table layer_edition add constraint layer_edition_status_check check (status in ('staging', 'current', 'superseded', 'quarantined'));
