import { useEffect } from 'preact/hooks';
import { mapCount } from '../state/maps';
import { isDrawerOpen, isEmbedded, isExportOpen, view } from '../state/store';
import { Attribution } from './Attribution';
import { Drawer } from './Drawer';
import { FirstVisit } from './FirstVisit';
import { Help } from './Help';
import { Ladder } from './Ladder';
import { lazily } from './lazily';
import { Maps } from './Maps';
import { PrintFoot, PrintHead } from './Print';
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
      <PrintHead />
      <main class="stage" data-maps={mapCount.value}>
        <Maps />
        <Variables />
        <Ladder />
        <Attribution />
        <FirstVisit />
      </main>
      {energy ? <Energy machine={energy} /> : <Drawer />}
      <Timeline />
      <PrintFoot />
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
        <Maps />
        <Attribution />
      </main>
      <Timeline />
    </div>
  );
}
