/** Chinese for what requests are refused for: cities, units, proposals, editions, deliveries, exports, figures, standards. Key: the server's sentence, `{}` for a value. */
export const requestDetails: Readonly<Record<string, string>> = {
  // Not there.
  'There is no {}.': '没有 {1}。',
  'There is no city «{}».': '没有城市“{1}”。', 'There is no city “{}”.': '没有城市“{1}”。', 'There is already a city “{}”.': '已经有城市“{1}”。', 'There is a city «{}» already.': '已经有城市“{1}”。', 'The city is gone.': '这个城市已经不在了。',
  'There is no edition {} in «{}».': '“{2}”没有编号为 {1} 的版次。', 'There is no edition {} in “{}”.': '“{2}”没有编号为 {1} 的版次。',
  'There is no delivery {}.': '没有来件 {1}。', 'There is no delivery {}; it was forgotten, or is more than {} days old.': '来件已经丢弃，或者超过 {2} 天已自动清除。', 'There is no delivery {}: it was forgotten, or handed in more than {} days ago. Hand it in again.': '来件已经丢弃，或者超过 {2} 天已自动清除，请重新送来。',
  'There is no feature {} in this city.': '本市没有编号为 {1} 的要素。', 'There is no feature {} in «{}».': '“{2}”没有编号为 {1} 的要素。', 'There is no feature «{}» in this collection now.': '这个图层现在没有要素“{1}”。', 'There is no collection «{}».': '没有图层集“{1}”。',
  'There is no layer «{}» in this city now.': '本市现在没有图层“{1}”。', 'There is no figure of rule «{}» for «{}».': '“{2}”没有规则“{1}”的指标。', 'There is no area «{}».': '没有区域“{1}”。', 'There is no area «{}» in «{}».': '“{2}”没有区域“{1}”。',
  'There is no rule «{}».': '没有规则“{1}”。', 'There is no rule set «{}».': '没有标准“{1}”。', 'There is no rule set «{}» in force.': '标准“{1}”没有在用的版本。', 'There is no version {} of «{}».': '“{2}”没有第 {1} 版。',
  'There is no such job.': '没有这个任务。', 'There is no such run of the city.': '没有这次全市计算。', 'There is no such archive.': '没有这个瓦片文件。', 'There is no such place.': '没有这个地点。', 'There is no such file, or its time is over; ask for the export again.': '文件不在了或已过期，请重新导出。',
  'There is no such renewal unit.': '没有这个更新单元。', 'There is no such renewal unit, and never was one.': '从来没有过这个更新单元。', 'There is no such renewal unit; it may have been deleted.': '没有这个更新单元，可能已被删除。',
  'There is no such proposal; it may have been deleted.': '没有这个拟建设施，可能已被删除。', 'There is no such renewal unit to propose for; it may have been deleted.': '拟建设施所属的更新单元不在了，可能已被删除。', 'There is nothing at {} {}.': '{1} {2} 处没有内容。',
  // Units and proposals.
  'The layer’s current edition has no feature of this id to close or move. Choose it on the map again.': '现行图层里没有要关闭或迁建的这处设施，请在地图上重新选择。', 'Features of «{}» cannot be closed or moved: those of facilities, green_space and square can, and a gate can be closed.': '图层“{1}”的要素不能关闭或迁建：设施、绿地和广场可以，出入口只能关闭。',
  'A closing stands at a point.': '关闭用一个点表示位置。', 'What is closed or moved keeps its own attributes; give none.': '关闭或迁建的设施保留原有属性，请不要另给。', 'Only what is closed or moved names a feature.': '只有关闭或迁建才指定现有设施。',
  'A footway that connects streets is of layer «road».': '打通的步行道属于道路图层（road）。', 'A footway that connects streets is a line.': '打通的步行道应为一条线。', 'A footway has no attributes; give none.': '打通的步行道没有属性，请不要给。',
  'Changed since: {}. «currents» is how they stand.': '别人刚改过：{1}。', 'The edit names a unit twice: say once what becomes of it.': '一次修改里同一个单元出现了两次，请只说一次。', 'There is no such edit.': '没有这次修改。', 'There is no such scheme; it may have been deleted.': '没有这个方案，可能已被删除。', 'The proposal is at version {} now. «current» is how it stands.': '拟建设施现在是第 {1} 版，别人刚改过。', 'The proposal has been changed and deleted meanwhile.': '拟建设施在此期间被修改并删除了。',
  'Mend what the findings of severity «error» name; their «place» is in degrees.': '请先改正标为“错误”的检查结果。', 'Another renewal unit of the city has this name.': '本市已有同名的更新单元。',
  'This id was used for something else. Every edit and every unit needs an id of its own.': '这个编号已经用过。每次修改和每个单元都要有自己的编号。', 'This id was used for something else. Every edit and every proposal needs an id of its own.': '这个编号已经用过。每次修改和每个拟建设施都要有自己的编号。',
  'The city has no metric CRS yet: import a layer first.': '本市还没有确定米制坐标系，请先导入一个图层。', 'A text holds NUL or half a character (a lone surrogate).': '文字中有不能保存的字符（空字符或半个字符）。', 'The reason holds NUL or half a character (a lone surrogate).': '理由中有不能保存的字符（空字符或半个字符）。',
  'The boundary has more than {} points; simplify it.': '边界超过 {1} 个点，请先简化。', 'The boundary {}; simplify it.': '边界点数过多，请先简化。', 'has more than {} points': '超过 {1} 个点', '{}: the outline crosses itself; mend it before PostGIS can verify its figures.': '{1}：边界自相交，改正后才能核对指标。',
  'There is no second reading for «{}»: it has no proposals. Ask without «reading», or place a proposal first.': '“{1}”没有拟建设施，因而没有含拟建的结果。请先放置拟建设施，或查看现状。',
  // Schemes.
  'The scheme is at version {} now. «current» is how it stands.': '方案现在是第 {1} 版，别人刚改过。', 'The baseline’s units are no longer as they were when they were copied. «currents» says which and by whom; name them in «despite» to overwrite them.': '复制之后，基准方案里的这些单元又有改动。', 'There is no such scheme to copy; it may have been deleted.': '要复制的方案不在了，可能已被删除。', 'Another scheme of the city has this name.': '本市已有同名的方案。',
  'This id was used for something else. Every scheme needs an id of its own.': '这个编号已经用过。每个方案都要有自己的编号。',
  // Cities.
  'The name is empty.': '名称是空的。', 'EPSG:{} is not a projected coordinate reference system in metres.': 'EPSG:{1} 不是以米为单位的投影坐标系。', 'EPSG:{} is not a metric system this app measures in.': '本系统不能在 EPSG:{1} 中量算。', 'Figures cannot be measured in EPSG:{}.': '指标不能在 EPSG:{1} 中量算。',
  'The city «{}» has no layers yet.': '“{1}”还没有图层。', 'The city «{}» has no layers yet: its metric coordinate system follows from the first import.': '“{1}”还没有图层：米制坐标系由第一次导入确定。',
  // Editions and deliveries.
  'Edition {} is {} already; only one that waits can be accepted or refused.': '版次 {1} 已经是“{2}”，只有等待决定的版次可以接受或不采用。', 'Edition {} is {}; only the one in use can be taken back.': '版次 {1} 是“{2}”，只有正在使用的版次可以撤回。',
  'Where edition {} lies was decided already (shift undone: {}); what waits now is its difference. Look at it and accept without a shift.': '版次 {1} 的位置已经确认过（已纠正：{2}），现在等待的是差异。请看过差异再接受。', 'Somebody has just said where edition {} lies; its difference waits now. Decide again.': '刚才有人确认了版次 {1} 的位置，现在等待的是差异，请重新决定。',
  'The shift “{}” cannot be undone for a layer that was read in {}.': '以 {2} 读入的图层不能按“{1}”纠偏。', 'A shift is undone on accepting only.': '只有接受时才能纠偏。', 'None of the rows has a place once the shift is undone. Is it the right shift?': '纠偏之后没有一行落在有效位置。纠偏方式对吗？',
  'The city was settled on a different CRS meanwhile, or is gone. Decide again.': '本市的坐标系在此期间确定为另一个，或城市已不在，请重新决定。', 'Another import has settled the city on a different CRS meanwhile, or the city is gone. Import again.': '另一次导入把本市坐标系确定为另一个，或城市已不在，请重新导入。',
  'The staged layers were cleared away while the import ran, e.g. because the server was started meanwhile. Import again.': '导入期间暂存的图层被清除（可能是服务器重新启动过），请重新导入。', 'The city is measured in EPSG:{} already; it cannot change to EPSG:{}.': '本市已经用 EPSG:{1} 量算，不能改为 EPSG:{2}。',
  'The delivery is being looked into; wait for its job to end.': '来件正在查看，请等任务结束。', 'The layer “{}” cannot be read any more.': '图层“{1}”已经不能读取。',
  // Exports.
  'An export of {} needs «{}» in the query.': '导出“{1}”需要指明“{2}”。', 'The coordinate system «{}» is not one this app writes. Known: EPSG:4326, 4490, 3857, CGCS2000 3-degree zones 4513–4554, UTM 32601–32760.': '不能导出到坐标系“{1}”。可用：EPSG:4326、4490、3857，CGCS2000 三度带 4513–4554，UTM 32601–32760。',
  'A workbook is made of at most {} rows, and here are {}. Choose CSV or GeoPackage.': 'Excel 最多 {1} 行，这里有 {2} 行。请选 CSV 或 GeoPackage。', 'No row has a geometry, and this format holds nothing else. Choose CSV, Excel or GeoPackage.': '没有一行带几何，而这种格式只能存几何。请选 CSV、Excel 或 GeoPackage。', 'There are no rows to write.': '没有可以写出的行。', 'GDAL did not write the file: {}': '文件没有写成：{1}',
  // Figures, standards, runs.
  'The place {}, {} cannot be measured in {}: longitude and latitude in degrees are expected, near the city.': '地点 {1}, {2} 不能在 {3} 中量算：应是本市附近的经纬度。',
  'The rule set in force already says exactly this: change a number, or choose another version.': '在用的标准已经完全一样：请改一个数，或另选一个版本。', 'Mend what «errors» name; a path is the id of the rule and the place of the number in it.': '请改正下面列出的数值。', 'Version {} is in force now; «current» says who made it and why. Look at it, then decide again.': '现在在用的是第 {1} 版，请先看看它再决定。',
  'The rule set has changed since the trial was asked for; look at it again and try anew.': '试算期间标准有了变化，请看过之后重新试算。', 'A trial needs a city and a rule set.': '试算需要指明城市和标准。', 'A run needs a city.': '全市计算需要指明城市。', 'A verification needs a city and an area.': '核对需要指明城市和区域。', 'A recomputation needs a city.': '重新计算需要指明城市。',
  'Rule sets came into force while the run was on, so its lines do not belong together. Start it again; what is not affected is taken over.': '计算期间有标准换了版本，结果不能合在一起。请重新开始，未受影响的部分会直接沿用。',
  // The server itself.
  'An error inside the server; its log says more.': '服务器内部出错，详情见服务器日志。', 'The server was stopped while the job was running. Nothing of it was kept; start it again.': '任务进行中服务器停止了，没有保留任何结果，请重新开始。', 'The server stopped while the job was running. Nothing of it was kept; start it again.': '任务进行中服务器停止了，没有保留任何结果，请重新开始。',
  'The database does not answer.': '数据库没有应答。', 'The database is busy; try again in a moment.': '数据库正忙，请稍后再试。', 'A value in the request cannot be stored (a character or number outside what the database takes).': '有数据库不能保存的字符或数值。', 'Too many tries; wait {} seconds.': '尝试次数过多，请等 {1} 秒。',
  'Writes are taken from this site’s own pages only.': '只接受本站页面发出的修改。', 'Needs the role {}.': '需要“{1}”权限。', 'In the {}: {} {}.': '请求内容（{1}）有误：{2} {3}。', 'The {} does not fit.': '请求内容（{1}）不符合要求。', 'Content-Type: {}': '内容类型不对：{1}',
  'Rate limit exceeded, retry in {}': '请求过于频繁，请 {1} 后再试。',
  'is not a field the API knows': '不是接口认识的字段', 'is missing': '缺少', 'goes with the decision “accept”': '只能与“接受”一起用', 'holds a character that cannot be stored': '有不能保存的字符',
};
