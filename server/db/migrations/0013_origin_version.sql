-- Up Migration
-- The version the baseline's unit had when this one was copied from it, or when this one was promoted last; null: not a copy, or copied before this was kept.
alter table renewal_unit add column origin_version integer;

-- Down Migration
alter table renewal_unit drop column origin_version;
