import { useEffect, useRef } from 'preact/hooks';
import { startMap } from '../map/map-view';
import { isDrawerOpen, view } from '../state/store';
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

export function App() {
  const { language, energy } = view.value;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
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
    </div>
  );
}

function MapCanvas() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current) startMap(container.current);
  }, []);
  return <div class="map" ref={container} />;
}
