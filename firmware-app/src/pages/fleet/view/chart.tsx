import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { fill, language, say, type Words } from '../../common/language';
import { theme } from '../../common/theme';
import { timeThere } from '../format';
import type { Minutes } from '../told';
import { W } from '../words';

const HEIGHT_PX = 120;
const LETTERS = '11px system-ui, "Noto Sans CJK SC", sans-serif';

/** Both charts of a device: how many, and how long they took. */
export function Charts({ minutes, offset_min }: { minutes: Minutes; offset_min: number | null }) {
  const taps = minutes.taps.reduce((sum, each) => sum + each, 0);
  const told = minutes.mean_ms.flatMap((mean, i) => (mean === null ? [] : [{ mean, taps: minutes.taps[i]! }]));
  const weight = told.reduce((sum, each) => sum + each.taps, 0);
  const mean = told.reduce((sum, each) => sum + each.mean * each.taps, 0) / weight;
  const slowest = Math.max(...minutes.slowest_ms.map((each) => each ?? 0));
  const ms = (value: number) => (weight === 0 ? '–' : `${Math.round(value)} ms`);
  const summary = fill(W.chartSummary, { n: taps, mean: ms(mean), slowest: ms(slowest) });
  const look = `${theme.value} ${language.value} ${offset_min}`; // colours, letters and times are drawn into the canvas
  return (
    <figure class="charts">
      <figcaption>{summary}</figcaption>
      <Chart
        key={`taps ${look}`}
        title={W.chartTaps}
        offset_min={offset_min}
        lines={[{ ink: '--accent', bars: true }]}
        data={[minutes.at_s, minutes.taps]}
      />
      <Chart
        key={`latency ${look}`}
        title={W.chartLatency}
        offset_min={offset_min}
        lines={[
          { ink: '--accent', name: W.mean },
          { ink: '--warn', name: W.slowest, dashed: true },
        ]}
        data={[minutes.at_s, minutes.mean_ms, minutes.slowest_ms]}
      />
    </figure>
  );
}

interface Line {
  readonly ink: string;
  readonly name?: Words;
  readonly bars?: boolean;
  readonly dashed?: boolean;
}

type Data = readonly (readonly (number | null)[])[];

interface ChartProps {
  readonly title: Words;
  readonly offset_min: number | null;
  readonly lines: readonly Line[];
  readonly data: Data;
}

function Chart({ title, offset_min, lines, data }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = box.current!;
    plot.current = new uPlot(options(element, lines, offset_min), data as unknown as uPlot.AlignedData, element);
    const sizes = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      plot.current?.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(data as unknown as uPlot.AlignedData), [data]);
  return (
    <div class="chart">
      <h3>
        {say(title)}
        {lines.map((line) =>
          line.name === undefined ? null : (
            <span key={line.ink} class={`key ${line.dashed ? 'dashed' : ''}`}>
              <svg viewBox="0 0 18 4" width="18" height="4" aria-hidden="true">
                <path d="M0 2h18" />
              </svg>
              {say(line.name)}
            </span>
          ),
        )}
      </h3>
      <div class="plot" ref={box} aria-hidden="true" />
    </div>
  );
}

function options(element: HTMLElement, lines: readonly Line[], offset_min: number | null): uPlot.Options {
  const style = getComputedStyle(element);
  const ink = (name: string) => coloured(element, name);
  const axis: uPlot.Axis = {
    font: LETTERS,
    stroke: ink('--soft'),
    grid: { stroke: ink('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth || 320,
    height: HEIGHT_PX,
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(4, (most ?? 0) * 1.1)] } },
    axes: [
      { ...axis, size: 26, grid: { show: false }, values: (_, at_s) => at_s.map((each) => timeThere(each * 1000, offset_min).slice(0, 5)) },
      { ...axis, size: 40, values: (_, values) => values.map((each) => (Number.isInteger(each) ? String(each) : '')) },
    ],
    series: [
      {},
      ...lines.map((line): uPlot.Series => {
        const stroke = ink(line.ink);
        return line.bars
          ? { stroke, fill: stroke, width: 0, points: { show: false }, paths: uPlot.paths.bars!({ size: [0.7, 16] }) }
          : {
              stroke,
              width: 2,
              spanGaps: true,
              ...(line.dashed ? { dash: [5, 4] } : {}),
              points: { show: true, size: 5, fill: style.backgroundColor },
            };
      }),
    ],
  };
}

/** As a canvas takes it: light-dark() resolved. */
function coloured(element: HTMLElement, name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
