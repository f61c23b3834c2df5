import type { ExportWarningCode } from './exports.ts';

/** What each warning says, for screens and for the page that goes into an archive. The count and the first examples stand beside it. */
export const exportWarningWords: Readonly<Record<ExportWarningCode, { readonly zh: string; readonly en: string }>> = {
  field_renamed: { zh: '字段名超出格式所允许的长度（10 字节），已改短', en: 'Field names longer than the format allows (10 bytes) were shortened' },
  text_cut: { zh: '文字超出格式所允许的长度，已截断', en: 'Text longer than the format allows was cut' },
  text_left_out: { zh: '文字中有格式无法保存的控制字符，已略去', en: 'Control characters the format cannot hold were left out of text' },
  character_replaced: { zh: '所选编码没有的字，已写成“?”；选 UTF-8 可保留', en: 'Characters the chosen encoding has not were written as «?»; UTF-8 keeps them' },
  geometry_split: { zh: '一个文件只能有一种几何类型，已按点、线、面分成几个文件', en: 'One file holds one type of geometry: points, lines and areas are in files of their own' },
  geometry_mixed: { zh: '图层含有几种几何类型，有的软件会分成几层显示', en: 'The layer holds several types of geometry; some programs show them as several layers' },
  geometry_left_out: { zh: '几何过长，单元格放不下，该行没有几何', en: 'Geometry too long for a cell: these rows have none' },
  no_geometry: { zh: '这些行没有几何', en: 'These rows have no geometry' },
  time_as_text: { zh: '格式不能保存时刻，写成文字（UTC）', en: 'The format holds no times: they are written as text (UTC)' },
  boolean_as_number: { zh: '格式没有“是／否”类型，写成 1 和 0', en: 'The format has no yes and no: written as 1 and 0' },
  number_rounded: { zh: '数字超出格式的精度，已舍入', en: 'Numbers beyond the precision of the format were rounded' },
  no_attributes: { zh: '格式不保存属性，只有图形', en: 'The format holds no attributes, only shapes' },
  holes_as_outlines: { zh: '面写成闭合多段线，内洞成为单独的多段线', en: 'Areas are written as closed polylines, their holes as polylines of their own' },
  formula_marked: { zh: '以 = + - @ 开头的文字前加了单引号，免得表格软件当作公式', en: 'Text that begins with = + - @ has an apostrophe before it, so that no spreadsheet takes it for a formula' },
  crs_not_stated: { zh: '格式不能注明坐标系，请把坐标系告诉接收人', en: 'The format cannot state the coordinate system: tell it to whoever gets the file' },
  crs_outside_standard: { zh: '标准（RFC 7946）的 GeoJSON 只用经纬度；坐标系写在 crs 成员里，有的软件不读', en: 'GeoJSON of the standard (RFC 7946) is in degrees only; the CRS stands in a «crs» member that some programs do not read' },
  crs_fixed: { zh: 'KML 只用经纬度，所选坐标系未采用', en: 'KML is in degrees only: the coordinate system asked for was not used' },
  rows_left_out: { zh: '格式只能保存有几何的行，没有几何的行已略去', en: 'The format holds only rows with geometry: the others were left out' },
  empty: { zh: '没有任何行', en: 'There are no rows' },
};
