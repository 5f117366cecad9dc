// Makes public/fonts/*.woff2: Noto Sans SC (OFL-1.1) cut to the glyphs that the interface, the
// place names and the words of weather charts need. Other characters fall back to the system.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));

// What titles from a server may hold, over and above our own strings.
const WEATHER_WORDS = `
气象预报模式数据集要素温度露点湿度相对比湿位势高度海平面地面米百帕风速向量分量东西南北经纬阵最大小低中
高云总降水量雨雪冰雹累积小时日月年辐射短长波净通散射直接向上下能见雾霾气压变倾涡垂直速度对流有效位能抑制
指数假相当假位涡急流海浪波高周期盐度洋流表层深厚度土壤湿含蒸发径流积密反照率冻结零度层等效潜热感热通应力
台风雷达反射率临近短时延伸期集合成员平均离差概率分位数极端异常距平实况再分析检验机场能源电功率出力容量因子
乌伏羲盘古合成演示示范全球区域中国华北东北江淮南海青藏原盆地黄河长江流域许可署名来源公里点格网分辨率版本
摄氏开尔文毫克千瓦焦平方立每秒节度一二三四五六七八九十百千万亿零第级上午下晚昨今明后前天周
`;

const text = [
  WEATHER_WORDS,
  readTree('src'),
  readFileSync(`${root}public/basemap/places.json`, 'utf8'),
].join('');
const characters = [...new Set(text)];
const isCjk = (c) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(c);
const basicLatin = range(0x20, 0x7e) + range(0xa0, 0xff);

await make('cjk', 'chinese-simplified', characters.filter(isCjk).join(''));
await make('latin', 'latin', basicLatin + characters.filter((c) => !isCjk(c)).join(''));
await make('latin-ext', 'latin-ext', range(0x100, 0x24f) + range(0x1e00, 0x1eff));

async function make(name, source, glyphs) {
  const file = `@fontsource/noto-sans-sc/files/noto-sans-sc-${source}-400-normal.woff2`;
  const font = await subsetFont(readFileSync(require.resolve(file)), glyphs, {
    targetFormat: 'woff2',
  });
  writeFileSync(`${root}public/fonts/fengtu-sans-${name}.woff2`, font);
  console.log(`fengtu-sans-${name}.woff2 ${(font.length / 1024).toFixed(0)} kB`);
}

function readTree(folder) {
  return readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath ?? entry.path}/${entry.name}`, 'utf8'))
    .join('');
}

function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
