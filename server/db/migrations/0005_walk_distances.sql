-- Up Migration
-- Walking distances by the database itself, from the definition in server/planning/network/README.md (its numbers in brackets), to check the planning core by.

-- The network of one edition of roads, walls and gates [1-3]. Built when first asked for, gone with its editions. Geometry here has no SRID: networks of cities
-- measured in different CRSs share these tables, and a search by nearness compares with those of others before it leaves them out.
create table walk_graph (
  id           integer generated always as identity primary key,
  road_edition integer not null references layer_edition on delete cascade,
  wall_edition integer references layer_edition on delete cascade,
  gate_edition integer references layer_edition on delete cascade,
  gate_m       double precision not null, -- how near an open gate must be to let a way through a wall
  unique nulls not distinct (road_edition, wall_edition, gate_edition, gate_m)
);
-- A straight piece of a way between two places where one may turn; a and b number those places within the graph.
create table walk_edge (
  graph_id integer not null references walk_graph on delete cascade,
  id       integer not null,
  a        integer not null,
  b        integer not null,
  length_m double precision not null,
  geom     geometry not null,
  primary key (graph_id, id)
);
create index walk_edge_a on walk_edge (graph_id, a);
create index walk_edge_b on walk_edge (graph_id, b);
create index walk_edge_geom on walk_edge using gist (geom);
create table walk_wall (
  graph_id integer not null references walk_graph on delete cascade,
  geom     geometry not null
);
create index walk_wall_geom on walk_wall using gist (geom);
-- Where a place joins the network; kept, for every rule on foot asks about the same homes.
create table walk_join (
  graph_id integer not null references walk_graph on delete cascade,
  x        double precision not null,
  y        double precision not null,
  is_gate  boolean not null,
  edge     integer not null,
  leg_m    double precision not null,
  along_m  double precision not null,
  point    geometry not null,
  primary key (graph_id, x, y, is_gate)
);

-- A door of somebody who walks, and the metres from home to it. A gate joins the network whatever wall is near; a home does not walk through walls [4, 9].
create type walk_door as (owner bigint, place geometry, leg_m double precision, is_gate boolean);
-- Something to walk to. Fields are numbered from 1 and have a limit each; a park without known gates is entered along its whole boundary [5, 6].
create type walk_supply as (field integer, place geometry, along_boundary boolean);

-- Where on a straight piece (from 0 to 1) one is within reach_m of a polygon, both ends of each stretch: the union of the stretches near each of its sides, and what lies inside.
create function walk_frontage(piece geometry, polygon geometry, reach_m double precision) returns table (low double precision, high double precision)
language sql immutable as $$
  with edge as (
    select st_x(st_startpoint(piece)) as px, st_y(st_startpoint(piece)) as py,
      st_x(st_endpoint(piece)) - st_x(st_startpoint(piece)) as dx, st_y(st_endpoint(piece)) - st_y(st_startpoint(piece)) as dy),
  side as (
    select row_number() over () as n, st_x(st_startpoint(s.geom)) as qx, st_y(st_startpoint(s.geom)) as qy,
      st_x(st_endpoint(s.geom)) - st_x(st_startpoint(s.geom)) as ux, st_y(st_endpoint(s.geom)) - st_y(st_startpoint(s.geom)) as uy, st_length(s.geom) as l
    from st_dumpsegments(st_boundary(polygon)) s where st_dwithin(s.geom, piece, reach_m)),
  corner as (select n, qx as x, qy as y from side union all select n, qx + ux, qy + uy from side),
  disc as (
    select n, dx * dx + dy * dy as a, dx * (px - x) + dy * (py - y) as b, (px - x) ^ 2 + (py - y) ^ 2 - reach_m ^ 2 as c from edge, corner),
  -- Beside a side: its strip is where two linear expressions c0 + c1 t stay between bounds.
  linear as (
    select n, ((px - qx) * uy - (py - qy) * ux) / l as c0, (dx * uy - dy * ux) / l as c1, -reach_m as least_c, reach_m as most_c from edge, side where l > 0
    union all
    select n, (px - qx) * ux + (py - qy) * uy, dx * ux + dy * uy, 0, l * l from edge, side where l > 0),
  strip as (
    select n, max(case when c1 = 0 then case when c0 between least_c and most_c then '-infinity'::float8 else 'infinity' end else least((least_c - c0) / c1, (most_c - c0) / c1) end) as t0,
      min(case when c1 = 0 then case when c0 between least_c and most_c then 'infinity'::float8 else '-infinity' end else greatest((least_c - c0) / c1, (most_c - c0) / c1) end) as t1
    from linear group by n),
  near as (
    select n, (-b - sqrt(b * b - a * c)) / a as t0, (-b + sqrt(b * b - a * c)) / a as t1 from disc where b * b - a * c >= 0
    union all select n, t0, t1 from strip where t0 <= t1),
  by_side as (select greatest(min(t0), 0) as t0, least(max(t1), 1) as t1 from near group by n),
  ordered as (
    select t0, t1, max(t1) over (order by t0, t1 rows between unbounded preceding and 1 preceding) as before from by_side where t0 <= t1),
  -- Between two stretches, and before the first and after the last, one may be deep inside the polygon.
  gap as (
    select before as t0, t0 as t1 from ordered where t0 > before
    union all select 0, min(t0) from ordered having min(t0) > 0
    union all select max(t1), 1 from ordered having max(t1) < 1
    union all select 0, 1 where not exists (select from ordered)),
  stretch as (
    select t0, t1 from ordered
    union all select t0, t1 from gap where st_intersects(polygon, st_lineinterpolatepoint(piece, (t0 + t1) / 2)))
  select t0, t1 from stretch
$$;

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

-- Metres from each owner to the nearest supply of each field, where that is within the field's limit [7]. By relaxing what changed until nothing does.
create function walk_distances(graph integer, doors walk_door[], supplies walk_supply[], limits double precision[], frontage_m double precision, wall_search_m double precision)
returns table (owner bigint, field integer, distance_m double precision)
language plpgsql set client_min_messages = warning as $$
#variable_conflict use_column
declare
  pass integer := 0;
  changed bigint;
begin
  doors := (select array_agg(row(d.owner, st_setsrid(d.place, 0), d.leg_m, d.is_gate)::walk_door) from unnest(doors) d);
  supplies := (select array_agg(row(s.field, st_setsrid(s.place, 0), s.along_boundary)::walk_supply) from unnest(supplies) s);
  drop table if exists walk_at, walk_source, walk_park, walk_dist;
  insert into walk_join
  select graph, st_x(d.place), st_y(d.place), d.is_gate, e.id, st_distance(e.geom, d.place), st_linelocatepoint(e.geom, d.place) * e.length_m, st_closestpoint(e.geom, d.place)
  from (
    select distinct on (st_x(u.place), st_y(u.place), u.is_gate) u.place, u.is_gate from unnest(doors) u
    where not exists (select from walk_join j where j.graph_id = graph and j.x = st_x(u.place) and j.y = st_y(u.place) and j.is_gate = u.is_gate)) d
  cross join lateral (
    select n.*, 0 as behind from (
      select w.* from walk_edge w where w.graph_id = graph and (d.is_gate or (st_dwithin(w.geom, d.place, wall_search_m)
        and not exists (select from walk_wall x where x.graph_id = graph and st_dwithin(x.geom, st_shortestline(d.place, w.geom), 0.001))))
      order by w.geom <-> d.place limit 1) n
    union all
    select n.*, 1 from (select w.* from walk_edge w where w.graph_id = graph order by w.geom <-> d.place limit 1) n where not d.is_gate
    order by behind limit 1) e
  on conflict do nothing;
  create temp table walk_at on commit drop as
  select d.owner, e.id as edge, e.a, e.b, e.length_m, d.leg_m + j.leg_m as leg_m, j.point, j.along_m
  from unnest(doors) d join walk_join j on j.graph_id = graph and j.x = st_x(d.place) and j.y = st_y(d.place) and j.is_gate = d.is_gate
    join walk_edge e on e.graph_id = graph and e.id = j.edge;

  create temp table walk_park on commit drop as
  select s.field, s.place, e.id as edge, e.a, e.b, e.length_m, e.geom, f.low, f.high
  from unnest(supplies) s join walk_edge e on e.graph_id = graph and st_dwithin(e.geom, s.place, frontage_m), walk_frontage(e.geom, s.place, frontage_m) f
  where s.along_boundary;

  create temp table walk_source on commit drop as
  select s.field, e.id as edge, e.a, e.b, e.length_m, st_distance(e.geom, s.place) as leg_m, st_linelocatepoint(e.geom, st_closestpoint(e.geom, s.place)) * e.length_m as along_m
  from unnest(supplies) s cross join lateral (select w.* from walk_edge w where w.graph_id = graph order by w.geom <-> s.place limit 1) e
  where not s.along_boundary or not st_dwithin(e.geom, s.place, frontage_m)
  union all
  select p.field, p.edge, p.a, p.b, p.length_m, st_distance(st_lineinterpolatepoint(p.geom, t.at), p.place), t.at * p.length_m
  from walk_park p, unnest(array[p.low, p.high]) t (at);

  create temp table walk_dist (field integer, node integer, distance_m double precision, step integer, primary key (field, node)) on commit drop;
  create index on walk_dist (step);
  insert into walk_dist select s.field, s.node, min(s.distance_m), 0 from (
    select w.field, w.a as node, w.leg_m + w.along_m as distance_m from walk_source w
    union all select w.field, w.b, w.leg_m + w.length_m - w.along_m from walk_source w) s
  where s.distance_m <= limits[s.field] group by s.field, s.node;
  loop
    pass := pass + 1;
    insert into walk_dist as known select n.field, n.node, min(n.distance_m), pass from (
      select d.field, e.b as node, d.distance_m + e.length_m as distance_m from walk_dist d join walk_edge e on e.graph_id = graph and e.a = d.node where d.step = pass - 1
      union all select d.field, e.a, d.distance_m + e.length_m from walk_dist d join walk_edge e on e.graph_id = graph and e.b = d.node where d.step = pass - 1) n
    where n.distance_m <= limits[n.field] group by n.field, n.node
    on conflict (field, node) do update set distance_m = excluded.distance_m, step = excluded.step where excluded.distance_m < known.distance_m;
    get diagnostics changed = row_count;
    exit when changed = 0;
  end loop;

  return query
  select w.owner, w.field, min(w.distance_m) from (
    select p.owner, d.field, p.leg_m + p.along_m + d.distance_m as distance_m from walk_at p join walk_dist d on d.node = p.a
    union all select p.owner, d.field, p.leg_m + p.length_m - p.along_m + d.distance_m from walk_at p join walk_dist d on d.node = p.b
    union all select p.owner, s.field, p.leg_m + abs(p.along_m - s.along_m) + s.leg_m from walk_at p join walk_source s on s.edge = p.edge
    union all select p.owner, k.field, p.leg_m + st_distance(p.point, k.place) from walk_at p join walk_park k on k.edge = p.edge and p.along_m between k.low * k.length_m and k.high * k.length_m) w
  where w.distance_m <= limits[w.field] group by w.owner, w.field;
end $$;
