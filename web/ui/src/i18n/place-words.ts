/** The strings of a place's forecast: drawer, meteogram, sounding, section, pins. */
export const placeEn = {
  place: 'Place',
  chart: 'Meteogram',
  table: 'Table',
  gridCell: 'Grid cell',
  interpolation: 'Interpolation',
  bilinear: 'bilinear',
  nearest: 'nearest',
  earlierRuns: 'thin lines: earlier runs',
  membersBand: 'band: members, P10 to P90',
  print: 'Print',
  keyMeteogram: 'meteogram of the middle of the map',
};

export const placeZh: typeof placeEn = {
  place: '地点',
  chart: '气象图',
  table: '数值',
  gridCell: '格点',
  interpolation: '插值',
  bilinear: '双线性',
  nearest: '最近格点',
  earlierRuns: '细线：较早起报',
  membersBand: '色带：成员 P10–P90',
  print: '打印',
  keyMeteogram: '地图中心的气象图',
};
