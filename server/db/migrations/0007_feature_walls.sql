-- Up Migration
-- The walls around `feature` stand as before, and no longer cost more than the rows themselves when an import stores a hundred thousand of them.

-- A foreign key asks for its edition row by row. Here once a statement, with the same lock, so that the edition cannot go meanwhile.
alter table feature drop constraint feature_edition_id_fkey;
create function feature_has_edition() returns trigger language plpgsql as $$
declare
  missing integer;
begin
  perform from layer_edition e where e.id in (select a.edition_id from added a) for key share;
  select a.edition_id into missing from added a where not exists (select from layer_edition e where e.id = a.edition_id) limit 1;
  if found then raise foreign_key_violation using message = format('there is no layer_edition %s', missing), table = 'feature', constraint = 'feature_edition'; end if;
  return null;
end $$;
create trigger feature_has_edition_insert after insert on feature referencing new table as added for each statement execute function feature_has_edition();
create trigger feature_has_edition_update after update on feature referencing new table as added for each statement execute function feature_has_edition();
create function features_go_with_edition() returns trigger language plpgsql as $$
begin
  delete from feature where edition_id = old.id;
  return null;
end $$;
create trigger features_go_with_edition after delete on layer_edition for each row execute function features_go_with_edition();

-- Mending has every area proved valid by GEOS, or by comparisons that rounding cannot turn, before it is stored. Rows of a statement that declares so
-- (setting renewmap.mended, for its transaction) are not proved a second time; every other row is.
alter table feature drop constraint feature_geom_check;
create function feature_is_valid() returns trigger language plpgsql as $$
begin
  if st_isempty(new.geom) or not st_isvalid(new.geom) then
    raise check_violation using message = 'a feature''s geometry is not valid', detail = st_isvalidreason(new.geom), table = 'feature', constraint = 'feature_geom';
  end if;
  return new;
end $$;
create trigger feature_is_valid before insert or update of geom on feature for each row
  when (current_setting('renewmap.mended', true) is distinct from 'on') execute function feature_is_valid();

-- Down Migration
drop trigger feature_is_valid on feature;
drop function feature_is_valid;
alter table feature add constraint feature_geom_check check (st_isvalid(geom) and not st_isempty(geom));
drop trigger features_go_with_edition on layer_edition;
drop function features_go_with_edition;
drop trigger feature_has_edition_insert on feature;
drop trigger feature_has_edition_update on feature;
drop function feature_has_edition;
alter table feature add constraint feature_edition_id_fkey foreign key (edition_id) references layer_edition on delete cascade;
