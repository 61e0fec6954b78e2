import { render } from 'preact';
import '../common/style.css';
import './fleet.css';
import { Page } from './page';

render(<Page />, document.getElementById('page')!);
