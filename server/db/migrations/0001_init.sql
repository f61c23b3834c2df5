-- Up Migration
create extension if not exists postgis;

create table account (
  id            integer generated always as identity primary key,
  login         text not null unique,
  display_name  text not null,
  role          text not null check (role in ('planner', 'officer', 'leader', 'admin')),
  district      text,                       -- seam: scope of work, not enforced yet
  password_hash text not null,              -- scrypt$N$r$p$salt$key
  created_at    timestamptz not null default now()
);
create table session (
  sid        text primary key,
  account_id integer references account on delete cascade,
  data       jsonb not null,
  expires_at timestamptz not null
);

create table city (
  id           text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name         text not null,
  name_en      text not null default '',
  srid         integer,                     -- metric CRS; null until the first import decides it
  is_fictional boolean not null default false,
  bounds       double precision[] check (bounds is null or cardinality(bounds) = 4), -- west, south, east, north in degrees
  created_at   timestamptz not null default now()
);

-- One import of one layer kind. Staged rows are invisible; `current` is what figures and tiles read.
create table layer_edition (
  id           integer generated always as identity primary key,
  city_id      text not null references city on delete cascade,
  kind         text not null,
  edition      integer not null,
  status       text not null check (status in ('staging', 'current', 'superseded', 'quarantined')),
  import_id    uuid not null,               -- editions that came in one import share it
  source       text not null,               -- file name or description
  source_date  date,
  attribution  text not null default '',
  format       text not null,
  sha256       text not null,
  crs          text not null,               -- CRS as given, e.g. EPSG:4326
  feature_count integer not null default 0,
  report       jsonb not null default '{}',
  tiles        text,                        -- file name of the PMTiles archive under DATA_DIR/tiles, or null
  created_by   integer references account,
  created_at   timestamptz not null default now(),
  unique (city_id, kind, edition)
);
create unique index layer_edition_current on layer_edition (city_id, kind) where status = 'current';

create table feature (
  id         bigint generated always as identity primary key,
  edition_id integer not null references layer_edition on delete cascade,
  source_id  text,                          -- id in the source, e.g. way/123
  name       text,
  attrs      jsonb not null default '{}',
  geom       geometry not null check (st_isvalid(geom) and not st_isempty(geom)) -- SRID of the city, metres
);
create index feature_edition on feature (edition_id);
create index feature_geom on feature using gist (geom);
create index feature_name on feature (edition_id, name) where name is not null;

create table renewal_unit (
  id          uuid primary key,
  city_id     text not null references city on delete cascade,
  name        text not null check (length(btrim(name)) between 1 and 120),
  is_priority boolean not null default false,
  note        text not null default '',
  lonlat      jsonb not null,               -- GeoJSON as drawn: the truth
  geom        geometry not null check (st_isvalid(geom) and st_dimension(geom) = 2), -- derived, metres
  version     integer not null default 1,
  created_by  integer not null references account,
  created_at  timestamptz not null default now(),
  updated_by  integer not null references account,
  updated_at  timestamptz not null default now()
);
create index renewal_unit_geom on renewal_unit using gist (geom);
create unique index renewal_unit_name on renewal_unit (city_id, name);

-- The audit trail: every change through the one door, append only.
create table edit_log (
  seq          bigint generated always as identity primary key,
  id           uuid not null unique,        -- given by the client: sending twice is one edit
  city_id      text not null references city on delete cascade,
  unit_id      uuid not null,
  kind         text not null,
  base_version integer not null,
  version      integer not null,            -- of the unit after the edit
  reason       text not null default '',
  before       jsonb,
  after        jsonb,
  author       integer not null references account,
  at           timestamptz not null default now()
);
create index edit_log_unit on edit_log (city_id, unit_id, seq);

-- Figures of an area as last computed. `inputs_hash` covers dataset, rule sets and area, so an equal hash is an equal answer.
create table figure_set (
  id           bigint generated always as identity primary key,
  city_id      text not null references city on delete cascade,
  area_kind    text not null check (area_kind in ('unit', 'division', 'city')),
  area_id      text not null,               -- unit id, division code, or ''
  area_version integer not null default 0,
  inputs_hash  text not null,
  state        text not null check (state in ('computed', 'verified', 'disputed')),
  figures      jsonb not null,              -- Figure[]
  verification jsonb,                       -- what PostGIS got, per rule, and when
  computed_by  integer references account,
  computed_at  timestamptz not null default now(),
  verified_at  timestamptz,
  unique (city_id, area_kind, area_id)
);

create table job (
  id          uuid primary key,
  city_id     text references city on delete cascade,
  kind        text not null,                -- import, verify
  state       text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress    double precision not null default 0 check (progress between 0 and 1),
  step        text not null default '',     -- what it is doing, a code translated on screen
  input       jsonb not null default '{}',
  result      jsonb,
  problem     jsonb,                        -- problem document when failed
  created_by  integer references account,
  created_at  timestamptz not null default now(),
  finished_at timestamptz
);
create index job_city on job (city_id, created_at desc);

-- Down Migration
drop table job, figure_set, edit_log, renewal_unit, feature, layer_edition, city, session, account;
