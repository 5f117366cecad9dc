import { useEffect, useRef } from 'preact/hooks';
import { startMap } from '../map/start-map';
import { isDrawerOpen, isEmbedded, isExportOpen, view } from '../state/store';
import { Attribution } from './Attribution';
import { Drawer } from './Drawer';
import { FirstVisit } from './FirstVisit';
import { Help } from './Help';
import { Ladder } from './Ladder';
import { Legend } from './Legend';
import { lazily } from './lazily';
import { Notice } from './Notice';
import { Readout } from './Readout';
import { SwipeBar } from './SwipeBar';
import { Timeline } from './Timeline';
import { TopBar } from './TopBar';
import { Variables } from './Variables';

const Energy = lazily(() => import('./Energy'));
const Export = lazily(() => import('./Export'));

export function App() {
  const { language, energy } = view.value;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  if (isEmbedded) return <Embedded />;
  return (
    <div class={isDrawerOpen.value || energy ? 'app with-drawer' : 'app'}>
      <TopBar />
      <main class="stage">
        <MapCanvas />
        <Variables />
        <Ladder />
        <Legend />
        <Attribution />
        <SwipeBar />
        <Notice />
        <FirstVisit />
        <Readout />
      </main>
      {energy ? <Energy machine={energy} /> : <Drawer />}
      <Timeline />
      <Help />
      {isExportOpen.value && <Export />}
    </div>
  );
}

/** For the page of somebody else: the map, its time and its legend. */
function Embedded() {
  return (
    <div class="app embed">
      <main class="stage">
        <MapCanvas />
        <Legend />
        <Attribution />
        <Notice />
        <Readout />
      </main>
      <Timeline />
    </div>
  );
}

function MapCanvas() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current) void startMap(container.current);
  }, []);
  return <div class="map" ref={container} />;
}
