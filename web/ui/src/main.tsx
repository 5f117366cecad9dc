import { render } from 'preact';
import { startCatalogue } from './state/catalogue';
import { startForecast } from './state/forecast';
import { startNavigation } from './state/navigation';
import { startPicture } from './state/picture';
import { startPlayback } from './state/playback';
import './styles/index.css';
import { App } from './ui/App';
import { startKeys } from './ui/keys';

window.ready = false;
startNavigation();
const root = document.getElementById('app');
if (root) render(<App />, root);
startPicture();
startPlayback();
startKeys();
startForecast();
startCatalogue();
