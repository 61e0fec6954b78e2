import { options, render } from 'preact';
import '../common/style.css';
import './style.css';
import './drawings.css';
import { Page } from './page';
import { connect } from './world';

options.debounceRendering = requestAnimationFrame; // a tap is a dozen happenings: they are drawn together
connect();
render(<Page />, document.getElementById('page')!);
