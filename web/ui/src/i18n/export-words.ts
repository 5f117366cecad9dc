/** The strings of what is taken along. */
export const exportEn = {
  export: 'Export',
  exportHint: 'The map as it is, with title, legend and licence.',
  picture: 'Picture',
  loop: 'Loop',
  steps: 'steps',
  linkToView: 'Link',
  embedCode: 'Embed',
  copy: 'Copy',
  openWhole: 'Open the whole map',
  keyExport: 'export',
};

export const exportZh: typeof exportEn = {
  export: '导出',
  exportHint: '当前地图，附标题、图例与许可。',
  picture: '图片',
  loop: '动画',
  steps: '个时次',
  linkToView: '链接',
  embedCode: '嵌入',
  copy: '复制',
  openWhole: '打开完整地图',
  keyExport: '导出',
};
