-- Up Migration
-- What PostGIS found about a unit's second reading («含拟建»), with a hash over the figures' inputs and the proposals it was about: it holds while both stand.
alter table figure_set
  add column proposed_hash text,
  add column proposed_verification jsonb,
  add column proposed_verified_at timestamptz;

-- A gate that a unit proposes may open a wall: the unit then walks on a network of its own while its second reading is verified.
alter table walk_graph add column unit_id uuid;
alter table walk_graph drop constraint walk_graph_road_edition_wall_edition_gate_edition_gate_m_key;
alter table walk_graph add constraint walk_graph_key unique nulls not distinct (road_edition, wall_edition, gate_edition, gate_m, unit_id);
drop function walk_graph_of(integer, integer, integer, double precision);

-- Builds the network if it is not there, and says which it is. With a unit: one of its own, in which the gates it proposes are open.
create function walk_graph_of(roads integer, walls integer, gates integer, near_m double precision, unit uuid) returns integer
language plpgsql set client_min_messages = warning as $$
declare
  graph integer;
  places integer;
begin
  lock table walk_graph in exclusive mode;
  select id into graph from walk_graph g
    where g.unit_id is not distinct from unit and g.road_edition = roads and g.wall_edition is not distinct from walls and g.gate_edition is not distinct from gates and g.gate_m = near_m;
  -- The gates a unit proposes may be others than the last time.
  if found and unit is not null then
    delete from walk_graph g where g.id = graph;
  elsif found then
    return graph;
  end if;
  delete from walk_graph g using layer_edition e where e.id = g.road_edition and e.status <> 'current';
  insert into walk_graph (road_edition, wall_edition, gate_edition, gate_m, unit_id) values (roads, walls, gates, near_m, unit) returning id into graph;
  drop table if exists walk_piece, walk_cut, walk_gate;

  -- Ways and the places where they meet.
  create temp table walk_piece on commit drop as
  with way as materialized (
    select row_number() over (order by f.id, d.path) as way, case when jsonb_typeof(f.attrs->'layer') = 'number' then (f.attrs->>'layer')::float8 else 0 end as level, d.geom
    from feature f, st_dump(st_setsrid(f.geom, 0)) d
    where f.edition_id = roads and coalesce(f.attrs->>'foot', '') <> 'false'
      and (coalesce(f.attrs->>'class', '') not in ('motorway', 'expressway') or f.attrs->>'foot' = 'true')),
  vertex as materialized (
    select w.way, w.level, p.path[1] as n, p.geom, round(st_x(p.geom) * 1000)::bigint as mx, round(st_y(p.geom) * 1000)::bigint as my,
      p.path[1] in (1, st_npoints(w.geom)) as is_end
    from way w, st_dumppoints(w.geom) p),
  passing as (select distinct mx, my, level from vertex where not is_end),
  joined as (
    select distinct on (v.way, v.n) v.way, v.n, v.geom, v.mx, v.my, case when v.is_end then p.level else v.level end as level
    from vertex v left join passing p using (mx, my)
    order by v.way, v.n, abs(p.level - v.level), p.level),
  place as (select way, n, geom, dense_rank() over (order by mx, my, level) as id from joined),
  piece as (
    select id as a, lead(id) over following as b, st_makeline(geom, lead(geom) over following) as geom from place window following as (partition by way order by n))
  select row_number() over () as n, a, b, geom from piece where b is not null and st_length(geom) > 0;
  select coalesce(max(greatest(a, b)), 0) into places from walk_piece;

  -- Walls, the gates that are open, and where a way runs into a wall.
  insert into walk_wall select graph, d.geom from feature f, st_dumpsegments(st_setsrid(f.geom, 0)) d where f.edition_id = walls;
  create temp table walk_gate on commit drop as select st_setsrid(geom, 0) as geom from feature where edition_id = gates and coalesce(attrs->>'open', '') <> 'false'
    union all select st_setsrid(geom, 0) from proposal where unit_id = unit and layer = 'gate' and not is_deleted and coalesce(attrs->>'open', '') <> 'false';
  create index on walk_piece using gist (geom);
  create index on walk_gate using gist (geom);
  -- Never of a geometry: where floats are passed by reference, as in the embedded database, PostGIS answers rubbish for the join of two tables whose statistics lie apart.
  analyze walk_piece (n, a, b);
  create temp table walk_cut on commit drop as
  select n, at, row_number() over (partition by n order by at) as k, count(*) over (partition by n) as cuts, 2 * row_number() over (order by n, at) as place from (
    select distinct p.n, st_linelocatepoint(p.geom, c.geom) as at
    from walk_wall w join walk_piece p on st_intersects(p.geom, w.geom), st_dumppoints(st_intersection(p.geom, w.geom)) c
    where w.graph_id = graph and not st_dwithin(c.geom, st_boundary(p.geom), 0.001) and not exists (select from walk_gate g where st_dwithin(g.geom, c.geom, near_m))) x;

  insert into walk_edge
  select graph, row_number() over (), a, b, st_length(geom), geom from (
    select a, b, geom from walk_piece p where not exists (select from walk_cut c where c.n = p.n)
    union all
    select case when c.k = 1 then p.a else places + lag(c.place) over (partition by c.n order by c.k) end, places + c.place - 1,
      st_linesubstring(p.geom, coalesce(lag(c.at) over (partition by c.n order by c.k), 0), c.at)
    from walk_piece p join walk_cut c using (n)
    union all
    select places + c.place, p.b, st_linesubstring(p.geom, c.at, 1) from walk_piece p join walk_cut c using (n) where c.k = c.cuts) e
  where geometrytype(geom) = 'LINESTRING' and st_length(geom) > 0;
  analyze walk_edge (graph_id, id, a, b);
  analyze walk_wall (graph_id);
  return graph;
end $$;

-- Down Migration
drop function walk_graph_of(integer, integer, integer, double precision, uuid);
delete from walk_graph;
alter table walk_graph drop constraint walk_graph_key;
alter table walk_graph drop column unit_id;
alter table walk_graph add unique nulls not distinct (road_edition, wall_edition, gate_edition, gate_m);

-- Builds the network if it is not there, and says which it is.
create function walk_graph_of(roads integer, walls integer, gates integer, near_m double precision) returns integer
language plpgsql set client_min_messages = warning as $$
declare
  graph integer;
  places integer;
begin
  lock table walk_graph in exclusive mode;
  select id into graph from walk_graph g
    where g.road_edition = roads and g.wall_edition is not distinct from walls and g.gate_edition is not distinct from gates and g.gate_m = near_m;
  if found then return graph; end if;
  delete from walk_graph g using layer_edition e where e.id = g.road_edition and e.status <> 'current';
  insert into walk_graph (road_edition, wall_edition, gate_edition, gate_m) values (roads, walls, gates, near_m) returning id into graph;
  drop table if exists walk_piece, walk_cut, walk_gate;

  -- Ways and the places where they meet.
  create temp table walk_piece on commit drop as
  with way as materialized (
    select row_number() over (order by f.id, d.path) as way, case when jsonb_typeof(f.attrs->'layer') = 'number' then (f.attrs->>'layer')::float8 else 0 end as level, d.geom
    from feature f, st_dump(st_setsrid(f.geom, 0)) d
    where f.edition_id = roads and coalesce(f.attrs->>'foot', '') <> 'false'
      and (coalesce(f.attrs->>'class', '') not in ('motorway', 'expressway') or f.attrs->>'foot' = 'true')),
  vertex as materialized (
    select w.way, w.level, p.path[1] as n, p.geom, round(st_x(p.geom) * 1000)::bigint as mx, round(st_y(p.geom) * 1000)::bigint as my,
      p.path[1] in (1, st_npoints(w.geom)) as is_end
    from way w, st_dumppoints(w.geom) p),
  passing as (select distinct mx, my, level from vertex where not is_end),
  joined as (
    select distinct on (v.way, v.n) v.way, v.n, v.geom, v.mx, v.my, case when v.is_end then p.level else v.level end as level
    from vertex v left join passing p using (mx, my)
    order by v.way, v.n, abs(p.level - v.level), p.level),
  place as (select way, n, geom, dense_rank() over (order by mx, my, level) as id from joined),
  piece as (
    select id as a, lead(id) over following as b, st_makeline(geom, lead(geom) over following) as geom from place window following as (partition by way order by n))
  select row_number() over () as n, a, b, geom from piece where b is not null and st_length(geom) > 0;
  select coalesce(max(greatest(a, b)), 0) into places from walk_piece;

  -- Walls, the gates that are open, and where a way runs into a wall.
  insert into walk_wall select graph, d.geom from feature f, st_dumpsegments(st_setsrid(f.geom, 0)) d where f.edition_id = walls;
  create temp table walk_gate on commit drop as select st_setsrid(geom, 0) as geom from feature where edition_id = gates and coalesce(attrs->>'open', '') <> 'false';
  create index on walk_piece using gist (geom);
  create index on walk_gate using gist (geom);
  -- Never of a geometry: where floats are passed by reference, as in the embedded database, PostGIS answers rubbish for the join of two tables whose statistics lie apart.
  analyze walk_piece (n, a, b);
  create temp table walk_cut on commit drop as
  select n, at, row_number() over (partition by n order by at) as k, count(*) over (partition by n) as cuts, 2 * row_number() over (order by n, at) as place from (
    select distinct p.n, st_linelocatepoint(p.geom, c.geom) as at
    from walk_wall w join walk_piece p on st_intersects(p.geom, w.geom), st_dumppoints(st_intersection(p.geom, w.geom)) c
    where w.graph_id = graph and not st_dwithin(c.geom, st_boundary(p.geom), 0.001) and not exists (select from walk_gate g where st_dwithin(g.geom, c.geom, near_m))) x;

  insert into walk_edge
  select graph, row_number() over (), a, b, st_length(geom), geom from (
    select a, b, geom from walk_piece p where not exists (select from walk_cut c where c.n = p.n)
    union all
    select case when c.k = 1 then p.a else places + lag(c.place) over (partition by c.n order by c.k) end, places + c.place - 1,
      st_linesubstring(p.geom, coalesce(lag(c.at) over (partition by c.n order by c.k), 0), c.at)
    from walk_piece p join walk_cut c using (n)
    union all
    select places + c.place, p.b, st_linesubstring(p.geom, c.at, 1) from walk_piece p join walk_cut c using (n) where c.k = c.cuts) e
  where geometrytype(geom) = 'LINESTRING' and st_length(geom) > 0;
  analyze walk_edge (graph_id, id, a, b);
  analyze walk_wall (graph_id);
  return graph;
end $$;

alter table figure_set drop column proposed_hash, drop column proposed_verification, drop column proposed_verified_at;
