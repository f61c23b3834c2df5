-- Up Migration
-- A quarantined edition that a person put right (or confirmed where it lies) goes on as one that waits, when there is one in use to differ from. Who did that
-- and why stays beside the decision about the difference.
alter table layer_edition
  add column placed_by     integer references account,
  add column placed_at     timestamptz,
  add column placed_reason text not null default '';

-- Down Migration
alter table layer_edition drop column placed_by, drop column placed_at, drop column placed_reason;
