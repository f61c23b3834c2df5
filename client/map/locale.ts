export default {
  zh: { region: '地图', failed: '地图无法显示', failedText: '浏览器没有提供 WebGL2。请更新浏览器或显卡驱动，或换用新版 Chrome、Edge、Firefox。', zoomIn: '放大', zoomOut: '缩小', north: '回正指北', whole: '全市范围', to3d: '立体建筑', to2d: '平面', scale: '比例尺', place: '光标坐标', copy: '复制坐标', copied: '已复制', sources: '数据来源', tools: '地图控件' },
  en: { region: 'Map', failed: 'The map cannot be shown', failedText: 'This browser offers no WebGL2. Update the browser or the graphics driver, or use a recent Chrome, Edge or Firefox.', zoomIn: 'Zoom in', zoomOut: 'Zoom out', north: 'North up', whole: 'Whole city', to3d: 'Buildings in 3D', to2d: 'Flat', scale: 'Scale', place: 'Pointer position', copy: 'Copy position', copied: 'Copied', sources: 'Data sources', tools: 'Map controls' },
};
