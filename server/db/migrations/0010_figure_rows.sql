-- Up Migration
-- Figures of an area, one a row in their order: of a large city they are sixty megabytes, and whoever asks for one, or for the numbers of all, need not read them all.
create table figure (
  set_id   bigint not null references figure_set on delete cascade,
  position integer not null,
  rule_id  text not null,
  verdict  text not null,
  figure   jsonb not null,
  primary key (set_id, position)
);
create index figure_rule on figure (set_id, rule_id);
insert into figure (set_id, position, rule_id, verdict, figure)
  select s.id, f.n - 1, f.value->>'ruleId', f.value->>'verdict', f.value from figure_set s, jsonb_array_elements(s.figures) with ordinality as f (value, n);
alter table figure_set drop column figures;

-- Down Migration
alter table figure_set add column figures jsonb not null default '[]';
update figure_set s set figures = (select coalesce(jsonb_agg(f.figure order by f.position), '[]') from figure f where f.set_id = s.id);
alter table figure_set alter column figures drop default;
drop table figure;
