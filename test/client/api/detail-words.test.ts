import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detailInChinese, detailWords, placeInChinese } from '../../../client/api/details/detail-words.ts';
import { problemSentences } from '../../support/problem-sentences.ts';

const server = join(import.meta.dirname, '../../../server');
/** OGC API speaks to programs, the command lines to a terminal; the client asks neither. */
const isForPrograms = (where: string): boolean => /^(?:export\/ogc|.*command-)/.test(where);
/** A sentence that is nothing but a value says what another says. */
const isValue = (text: string): boolean => /^[{}\s:]*$/.test(text);
const said = problemSentences(server, ['ingest', 'gdal', 'jobs', 'http', 'export']).filter(({ text, where }) => !isForPrograms(where) && !isValue(text));
const ownWords = /[一-鿿]/u;

describe('what the server says, in Chinese', () => {
  it('every sentence in its source has Chinese words, with all its values', () => {
    expect(said.length).toBeGreaterThan(150);
    const silent: string[] = [];
    for (const { text, where } of said) {
      let n = 0;
      const english = text.replace(/\{\}/g, () => `值${++n}号`);
      const chinese = detailInChinese(english);
      // English words of the sentence that are left: names of formats and fields may stay, sentences may not.
      if (chinese === english || !ownWords.test(chinese.replace(/值\d+号/g, '')) || /\b(?:the|is|are|of|no|and)\b/i.test(chinese.replace(/“[^”]*”/g, ''))) silent.push(`${where} ${text} → ${chinese}`);
    }
    expect(silent).toEqual([]);
  });

  it.each([
    // Imports and deliveries.
    ['“图.dwg” is none of the formats read: .pbf, .zip. It is a DWG drawing, whose format is not public. Save it as DXF (AutoCAD: “Save as”, 2018 DXF or older).', '“图.dwg”不是能读取的格式（.pbf, .zip）。这是 DWG 图，格式不公开。请在 AutoCAD 里“另存为”DXF（2018 或更早）。'],
    ['“a.bin” is none of the formats read: .pbf, .zip.', '“a.bin”不是能读取的格式（.pbf, .zip）。'],
    ['None of 12 rows can be taken. no_geometry (10): feature 3; geometry_mismatch (2): line 7, column 2', '12 行都不能采用。没有几何（10）：第 3 个要素；几何类型与图层不符（2）：第 7 行第 2 列'],
    ['边界.gpkg: Reading took longer than 60 s and was stopped. Split the file, or hand in only the layers that are needed.', '边界.gpkg：读取超过 60 秒，已停止。请拆分文件，或只送需要的图层。'],
    ['Not valid JSON at line 1, column 44: expected a value, found “]”.', '第 1 行第 44 列 不是有效的 JSON：应为 a value，却是 “]”。'],
    ['row 3: (39400000, 3850000) is no place in EPSG:4326. It looks like EPSG:4526. State the right CRS, or mend the coordinates.', '第 3 行：(39400000, 3850000) 不是 EPSG:4326 中的位置，看起来像 EPSG:4526。请选对坐标系，或改正坐标。'],
    ["The data lie around 116.39, 39.90, far from the city's other layers. Is it the right city, and is the CRS right?", '数据在 116.39, 39.90 附近，离本市其他图层很远。城市和坐标系选对了吗？'],
    ['There is no delivery 1f6b: it was forgotten, or handed in more than 7 days ago. Hand it in again.', '来件已经丢弃，或者超过 7 天已自动清除，请重新送来。'],
    ['The delivery has no layer “路”. There are: 道路, 绿地.', '来件里没有图层“路”。有：道路, 绿地。'],
    ['sourceDate must be a day such as 2025-11-22', '数据日期应为日期，如 2025-11-22'],
    // Editions.
    ['Edition 12 is withdrawn already; only one that waits can be accepted or refused.', '版次 12 已经是“未采用”，只有等待决定的版次可以接受或不采用。'],
    ['The shift “zone” cannot be undone for a layer that was read in EPSG:4326.', '以 EPSG:4326 读入的图层不能按“投影带”纠偏。'],
    // Exports.
    ['A workbook is made of at most 100000 rows, and here are 150000. Choose CSV or GeoPackage.', 'Excel 最多 100000 行，这里有 150000 行。请选 CSV 或 GeoPackage。'],
    ['There is no layer «road» in this city now.', '本市现在没有图层“road”。'],
    // Units and proposals.
    ['Changed since: 单元 1 v4; 单元 2 v7. «currents» is how they stand.', '别人刚改过：单元 1 v4; 单元 2 v7。'], ['The boundary has more than 20000 points; simplify it.', '边界超过 20000 个点，请先简化。'], ['There is no such proposal; it may have been deleted.', '没有这个拟建设施，可能已被删除。'],
    ['In the body: /unit/name must not have fewer than 1 characters.', '请求内容（正文）有误：/unit/name 至少 1 个字。'],
    ['In the body: /unit/renewal/gfa_demolished_excluded is more than «gfa_demolished», of which it is a part.', '请求内容（正文）有误：/unit/renewal/gfa_demolished_excluded 多于“gfa_demolished”，而它只是其中一部分。'], ['In the body: /unit/renewal/gfa_new must be >= 0.', '请求内容（正文）有误：/unit/renewal/gfa_new 不能小于 0。'],
    // Unknown words stay.
    ['Flux capacitor overloaded', 'Flux capacitor overloaded'], ['自定义的说明', '自定义的说明'],
  ])('%s', (english, chinese) => { expect(detailInChinese(english)).toBe(chinese); });

  it('English stays English, and places in files are said in either', () => {
    expect(detailWords('There is no such job.', 'en')).toBe('There is no such job.');
    expect(detailWords('There is no such job.', 'zh')).toBe('没有这个任务。');
    expect(['line 3', 'feature 3 (line 9)', 'row 2: 12 metres', 'way/44', 'whole file'].map(placeInChinese)).toEqual(['第 3 行', '第 3 个要素（第 9 行）', '第 2 行：12 metres', 'way/44', '整个文件']);
  });
});
