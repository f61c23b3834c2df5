import type { ClientProblemCode } from './problem.ts';

type Words = Record<ClientProblemCode | 'unexpected', string>;
const zh: Words = {
  bad_request: '请求有误', unknown_field: '含有未知字段', not_signed_in: '请先登录', wrong_password: '账号或密码不对', forbidden: '没有权限', not_found: '没有找到', version_conflict: '已被他人修改',
  baseline_changed: '复制之后基准方案已有改动', unit_invalid: '更新单元有问题，未能保存', rule_set_invalid: '规则集不能这样修改', name_taken: '名称已被使用', already_exists: '已经存在', file_unreadable: '文件无法读取', format_unknown: '不认识这种文件格式', file_too_large: '文件太大',
  file_truncated: '文件不完整', layer_mismatch: '内容与所选图层不符', nothing_usable: '文件中没有可用的要素', crs_unknown: '不认识这个坐标系', too_many_requests: '请求太频繁，请稍后再试', not_ready: '服务还在启动，请稍候',
  job_failed: '任务失败', cancelled: '已取消', internal: '服务器出错', offline: '连不上服务器', unreadable_answer: '服务器的回答无法读取', unexpected: '出现意外错误',
};
const en: Words = {
  bad_request: 'The request is not right', unknown_field: 'Unknown field', not_signed_in: 'Please sign in', wrong_password: 'Wrong account or password', forbidden: 'Not allowed', not_found: 'Not found', version_conflict: 'Changed by somebody else',
  baseline_changed: 'The baseline has changed since the copy', unit_invalid: 'The unit has errors and was not saved', rule_set_invalid: 'The rule set cannot be changed like this', name_taken: 'The name is taken', already_exists: 'Exists already', file_unreadable: 'The file cannot be read', format_unknown: 'Unknown file format', file_too_large: 'The file is too large',
  file_truncated: 'The file is cut off', layer_mismatch: 'The content does not fit the layer', nothing_usable: 'Nothing usable in the file', crs_unknown: 'Unknown coordinate system', too_many_requests: 'Too many requests; try again in a while', not_ready: 'The service is still starting',
  job_failed: 'The job failed', cancelled: 'Cancelled', internal: 'The server failed', offline: 'The server cannot be reached', unreadable_answer: 'The server’s answer cannot be read', unexpected: 'Something unexpected went wrong',
};
/** How to mend, where the server's own words (English) are not enough. */
const hintsZh: Partial<Words> = {
  format_unknown: '可读的格式有 Shapefile（散件或 ZIP）、GeoPackage、GDB、DXF、KML、GPX、CSV、Excel、GeoJSON 和 OSM 数据；DWG 请先另存为 DXF。', file_unreadable: '请在原软件中重新导出后再试。', file_truncated: '文件没有传完或被截断，请重新下载或导出。', file_too_large: '请拆分后分批导入。',
  layer_mismatch: '请检查所选的图层类型。', nothing_usable: '请检查图层类型、坐标系和文件内容。', crs_unknown: '请填写文件实际使用的坐标系，或修正超出范围的坐标。', too_many_requests: '请过一会儿再试。', internal: '请重试；若仍出现，请把时间和操作告诉管理员。',
};
export default { zh: { codes: zh, hints: hintsZh, place: '位置：{{place}}' }, en: { codes: en, hints: {}, place: 'Place: {{place}}' } };
