-- Up Migration
-- PostGIS walks on the footways that a unit proposes, and through no gate that it closes: the second reading («含拟建») of such a unit is verified too.
drop function walk_graph_of(integer, integer, integer, double precision, uuid);

-- Joins the footways a unit proposes to a network of streets [10].
create function walk_footways(graph integer, unit uuid, footway_m double precision) returns void
language plpgsql set client_min_messages = warning as $$
declare
  edges integer;
  nodes integer;
  gone bigint;
begin
  drop table if exists walk_way, walk_end, walk_stop, walk_spot;
  select max(e.id), max(greatest(e.a, e.b)) into edges, nodes from walk_edge e where e.graph_id = graph;
  create temp table walk_way on commit drop as
  select number, st_setsrid(geom, 0) as geom from proposal where unit_id = unit and action = 'connect' and not is_deleted and edges is not null;

  -- Ends and where they join: a street edge, or another footway (`way`), maybe one of its ends (`to_end`).
  create temp table walk_end (id bigint, number integer, drawn geometry, edge integer, share double precision, way integer, to_end bigint, place geometry, spot text) on commit drop;
  loop
    delete from walk_end;
    insert into walk_end (id, number, drawn, edge, share, way, to_end, place)
    select 2 * w.number::bigint + e.k, w.number, e.pt, s.edge, s.share, o.number, o.to_end, case when s.edge is not null then s.place when o.to_end is null then o.place end
    from walk_way w cross join lateral (values (0, st_startpoint(w.geom)), (1, st_endpoint(w.geom))) e (k, pt)
    left join lateral (
      select x.id as edge, l.share, case l.share when 0 then st_startpoint(x.geom) when 1 then st_endpoint(x.geom) else st_lineinterpolatepoint(x.geom, l.share) end as place
      from (select x.*, st_linelocatepoint(x.geom, e.pt) as at from walk_edge x where x.graph_id = graph and st_dwithin(x.geom, e.pt, footway_m) order by st_distance(x.geom, e.pt), x.id limit 1) x,
        lateral (select case when x.at * x.length_m <= 0.001 then 0 when (1 - x.at) * x.length_m <= 0.001 then 1 else x.at end as share) l) s on true
    left join lateral (
      select n.number, n.to_end, n.place from (
        select y.number, y.off_m, y.place, min(y.off_m) over (partition by y.to_end is null) as least_m,
          y.to_end from (
          select v.number, st_distance(v.geom, e.pt) as off_m, p.place,
            case when st_distance(p.place, st_startpoint(v.geom)) <= 0.001 then 2 * v.number::bigint when st_distance(p.place, st_endpoint(v.geom)) <= 0.001 then 2 * v.number::bigint + 1 end as to_end
          from walk_way v, lateral (select st_closestpoint(v.geom, e.pt) as place) p where v.number <> w.number and st_dwithin(v.geom, e.pt, footway_m)) y) n
      where n.off_m <= n.least_m + case when n.to_end is null then 0 else 0.001 end
      order by n.to_end is not null, n.number limit 1) o on s.edge is null;
    delete from walk_way w where exists (select from walk_end e where e.number = w.number and e.edge is null and e.way is null);
    get diagnostics gone = row_count;
    exit when gone = 0;
  end loop;
  delete from walk_end where number not in (
    with recursive held as (
      select e.number from walk_end e where e.edge is not null
      union
      select case e.number when h.number then e.way else e.number end from held h join walk_end e on e.way is not null and h.number in (e.number, e.way))
    select number from held);
  delete from walk_way w where not exists (select from walk_end e where e.number = w.number);

  -- Where ends stand that join ends; of those that join each other the first leads nowhere else.
  loop
    update walk_end e set place = t.place from walk_end t where t.id = e.to_end and e.place is null and t.place is not null;
    continue when found;
    update walk_end set place = drawn, to_end = null, way = null where id = (
      with recursive onward as (
        select e.id as start, e.to_end as id from walk_end e where e.place is null
        union
        select o.start, e.to_end from onward o join walk_end e on e.id = o.id where e.place is null)
      select min(start) from onward where start = id);
    exit when not found;
  end loop;

  -- What lies along each footway, and which spots are one: an end with what it joins, points of one footway or edge at one place.
  create temp table walk_stop on commit drop as
  select number, at, place, round(st_x(place) * 1000)::bigint || ' ' || round(st_y(place) * 1000)::bigint as mm, id as end_id, null::text as spot from (
    select e.number, case e.id % 2 when 0 then -1 else 2 end::double precision as at, e.place, e.id from walk_end e
    union all
    select c.number, c.at, c.place, null from (
      select w.number, p.path[1] as n, count(*) over (partition by w.number) as corners, p.geom as place,
        coalesce(sum(st_distance(p.geom, p.before)) over (partition by w.number order by p.path[1]), 0) / st_length(w.geom) as at
      from walk_way w, lateral (select d.path, d.geom, lag(d.geom) over (order by d.path[1]) as before from st_dumppoints(w.geom) d) p) c
    where c.n > 1 and c.n < c.corners
    union all
    select e.way, st_linelocatepoint(w.geom, e.place), e.place, null from walk_end e join walk_way w on w.number = e.way where e.to_end is null) s;
  update walk_stop s set spot = coalesce((select 'end ' || min(e.end_id) from walk_stop e where e.number = s.number and e.mm = s.mm and e.end_id is not null and s.end_id is null), 'end ' || s.end_id, 'way ' || s.number || ' ' || s.mm);
  create temp table walk_spot (spot text primary key, onward text, node integer) on commit drop;
  insert into walk_spot
  select 'end ' || e.id,
    case when e.edge is not null then case when e.share in (0, 1) then null else 'edge ' || e.edge || ' ' || m.mm end when e.to_end is not null then 'end ' || e.to_end
      when e.way is not null then (select min(s.spot) from walk_stop s where s.number = e.way and s.mm = m.mm and s.end_id is null) end,
    case e.share when 0 then x.a when 1 then x.b end
  from walk_end e left join walk_edge x on x.graph_id = graph and x.id = e.edge, lateral (select round(st_x(e.place) * 1000)::bigint || ' ' || round(st_y(e.place) * 1000)::bigint as mm) m;
  insert into walk_spot select distinct spot from walk_stop where spot like 'way %';
  insert into walk_spot select distinct onward from walk_spot where onward like 'edge %';
  loop
    update walk_spot s set node = nodes + n.n from (select spot, row_number() over (order by spot) as n from walk_spot where node is null and onward is null) n where n.spot = s.spot;
    select greatest(nodes, max(node)) into nodes from walk_spot;
    update walk_spot s set node = t.node from walk_spot t where t.spot = s.onward and s.node is null and t.node is not null;
    continue when found;
    update walk_spot set onward = null where spot = (
      with recursive onward as (
        select s.spot as start, s.onward as spot from walk_spot s where s.node is null
        union
        select o.start, s.onward from onward o join walk_spot s using (spot) where s.node is null)
      select min(start) from onward where start = spot and start like 'end %');
    exit when not found;
  end loop;

  -- Streets fall into pieces, and footways follow them.
  insert into walk_edge
  select graph, edges + row_number() over (order by p.sort, p.edge, p.at), p.a, p.b, st_distance(p.here, p.there), st_makeline(p.here, p.there) from (
    select 0 as sort, c.edge, c.at, c.node as a, lead(c.node) over along as b, c.place as here, lead(c.place) over along as there from (
      select distinct on (e.edge, s.node) e.edge, e.share as at, s.node, e.place from walk_end e join walk_spot s on s.spot = 'end ' || e.id where e.share > 0 and e.share < 1
      union all
      select x.id, t.at, case t.at when 0 then x.a else x.b end, case t.at when 0 then st_startpoint(x.geom) else st_endpoint(x.geom) end
      from walk_edge x, (values (0), (1)) t (at) where x.graph_id = graph and x.id in (select e.edge from walk_end e where e.share > 0 and e.share < 1)) c
    window along as (partition by c.edge order by c.at)
    union all
    select 1, s.number, s.at, n.node, lead(n.node) over along, s.place, lead(s.place) over along from walk_stop s join walk_spot n using (spot)
    window along as (partition by s.number order by s.at)) p
  where p.b <> p.a and st_distance(p.here, p.there) > 0;
  delete from walk_edge x where x.graph_id = graph and x.id <= edges and x.id in (select e.edge from walk_end e where e.share > 0 and e.share < 1);
end $$;

-- Builds the network if it is not there, and says which it is. With a unit: one of its own, in which the gates it proposes are open, those it closes (`closed`) are
-- not there, and the footways it proposes are joined.
create function walk_graph_of(roads integer, walls integer, gates integer, near_m double precision, unit uuid, closed bigint[], footway_m double precision) returns integer
language plpgsql set client_min_messages = warning as $$
declare
  graph integer;
  places integer;
begin
  lock table walk_graph in exclusive mode;
  select id into graph from walk_graph g
    where g.unit_id is not distinct from unit and g.road_edition = roads and g.wall_edition is not distinct from walls and g.gate_edition is not distinct from gates and g.gate_m = near_m;
  -- What a unit proposes may be other than the last time.
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
  create temp table walk_gate on commit drop as select st_setsrid(geom, 0) as geom from feature where edition_id = gates and coalesce(attrs->>'open', '') <> 'false' and id <> all (closed)
    union all select st_setsrid(geom, 0) from proposal where gates is not null and unit_id = unit and layer = 'gate' and action = 'build' and not is_deleted and coalesce(attrs->>'open', '') <> 'false';
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
  if unit is not null then
    perform walk_footways(graph, unit, footway_m);
  end if;
  return graph;
end $$;

-- Down Migration
drop function walk_graph_of(integer, integer, integer, double precision, uuid, bigint[], double precision);
drop function walk_footways(integer, uuid, double precision);
delete from walk_graph where unit_id is not null;

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
