-- Up Migration
-- Beside building something new, a proposal may close or move what exists, or connect two streets by a footway.
alter table proposal
  add column action text not null default 'build' check (action in ('build', 'close', 'move', 'connect')),
  -- What is closed or moved, as it stood when it was proposed: no reference, for editions come and go. The current edition's feature is found by the id, else by the source's id, else by the outline.
  add column feature_id bigint,
  add column feature_source_id text,
  add column feature_name text,
  add column feature_geom geometry,
  add column feature_at jsonb,                                 -- a point on it, degrees
  add constraint proposal_of_what_exists check ((action in ('close', 'move')) = (feature_id is not null and feature_geom is not null and feature_at is not null));

-- Down Migration
delete from edit_log where proposal_id in (select id from proposal where action <> 'build');
delete from proposal where action <> 'build';
alter table proposal drop constraint proposal_of_what_exists, drop column action, drop column feature_id, drop column feature_source_id, drop column feature_name, drop column feature_geom, drop column feature_at;
