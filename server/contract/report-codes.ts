/** Closed list of what an import report can say, by list. Words for people are the client's. */
export const reportCodes = {
  mended: [
    'ring_closed', 'duplicate_points', 'part_dropped', 'polygon_repaired', 'area_to_point', 'line_to_point', 'line_to_area', 'attribute_dropped', 'osm_nodes_missing', 'osm_hole_outside', 'text_cut', 'text_broken',
  ],
  leftOut: [
    'not_a_feature', 'no_geometry', 'geometry_empty', 'coordinates_invalid', 'geometry_mismatch', 'geometry_collapsed', 'self_intersection', 'far_away', 'attribute_missing', 'attribute_invalid',
    'duplicate_row',
    'osm_no_rule', 'osm_relation_type', 'osm_members_missing', 'osm_ring_open', 'osm_no_ways',
    'osm_coast_open', 'osm_coast_contradiction', 'osm_coast_island', 'osm_coast_on_land', 'osm_coast_outside',
  ],
  notices: [
    'attribute_unknown', 'height_dropped', 'text_decoded_gb18030', 'osm_coast_ends', 'duplicate_kept', 'duplicate_id', 'reader_warning', 'shorter_than_stated', 'shx_rebuilt', 'dbf_missing',
    'prj_missing', 'prj_unusable', 'cpg_unusable', 'encoding_contradicted', 'encoding_unsure',
  ],
  /** Seen while looking into a delivery, before anything is imported; with those above. */
  findings: ['layer_unreadable', 'classification_proposed', 'classification_unsure', 'columns_missing'],
} as const;
export type ReportList = Exclude<keyof typeof reportCodes, 'findings'>;
export type ReportCode<List extends ReportList = ReportList> = (typeof reportCodes)[List][number];
