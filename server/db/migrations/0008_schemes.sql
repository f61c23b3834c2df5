-- Up Migration
-- Schemes (方案) beside the baseline. What belongs to none belongs to the baseline.
create table scheme (
  id         uuid primary key,
  city_id    text not null references city on delete cascade,
  name       text not null check (length(btrim(name)) between 1 and 80),
  note       text not null default '',
  based_on   uuid references scheme on delete set null,
  is_copy    boolean not null default false,
  version    integer not null default 1,
  created_by integer not null references account,
  created_at timestamptz not null default now(),
  updated_by integer not null references account,
  updated_at timestamptz not null default now(),
  unique (city_id, name)
);

alter table renewal_unit
  add column scheme_id uuid references scheme on delete cascade,
  add column origin_id uuid,                                  -- the unit it was copied from, in another scheme
  add column ignored jsonb not null default '{}',             -- findings set aside: id and reason
  add column boundary_from text not null default 'drawn',     -- how the boundary came to be
  add column boundary_amended text;                           -- how it was changed last
-- One name a scheme. Checked when the edit is whole: two units of one edit may exchange their names.
drop index renewal_unit_name;
alter table renewal_unit add constraint renewal_unit_name unique nulls not distinct (city_id, scheme_id, name) deferrable initially deferred;

-- An edit may change several units: a row a unit, all with the id of the edit.
alter table edit_log drop constraint edit_log_id_key;
alter table edit_log
  add column scheme_id uuid,
  add column how text,
  add column reverts uuid;
create unique index edit_log_change on edit_log (id, unit_id) where proposal_id is null;
create unique index edit_log_proposal on edit_log (id) where proposal_id is not null;

-- Down Migration
drop index edit_log_change, edit_log_proposal;
delete from edit_log where scheme_id is not null;
delete from edit_log e where proposal_id is null and exists (select 1 from edit_log f where f.id = e.id and f.seq < e.seq);
alter table edit_log drop column scheme_id, drop column how, drop column reverts;
alter table edit_log add constraint edit_log_id_key unique (id);
alter table renewal_unit drop constraint renewal_unit_name;
delete from renewal_unit where scheme_id is not null;
alter table renewal_unit drop column scheme_id, drop column origin_id, drop column ignored, drop column boundary_from, drop column boundary_amended;
create unique index renewal_unit_name on renewal_unit (city_id, name);
drop table scheme;
