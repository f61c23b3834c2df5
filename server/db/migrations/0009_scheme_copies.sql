-- Up Migration
-- Proposals are copied with their units into schemes, and carry what they cost.
alter table proposal
  add column origin_id uuid,                                   -- the proposal it was copied from in the first place, in another scheme
  add column cost double precision check (cost >= 0 and cost < 'infinity'); -- 万元; null: not given
create index renewal_unit_scheme on renewal_unit (scheme_id) where scheme_id is not null;
create index edit_log_scheme on edit_log (scheme_id) where scheme_id is not null;

-- Down Migration
drop index renewal_unit_scheme, edit_log_scheme;
alter table proposal drop column origin_id, drop column cost;
