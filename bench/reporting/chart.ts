/** A chart as SVG: a line of dots for each workload, a colour for each contestant. */
import type { Figures, Results } from '../measuring/results.ts';

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  /** Values along the axis, which is logarithmic from the first to the last. */
  readonly ticks: readonly number[];
  readonly unit: string;
  /** Where everybody would like to be. */
  readonly mark: number;
  /** Null where there is nothing to show. */
  readonly value: (figures: Figures, least: Figures | undefined) => number | null;
  readonly label: (value: number) => string;
}

const width = 800;
const left = 232;
const right = 28;
const rowHeight = 50;
const legendTop = 76;
const legendRow = 20;

const colours: Readonly<Record<string, string>> = {
  product: '#2f81f7',
  limit: '#afb8c1',
  'limit-got': '#6e7781',
  apollo: '#db6d28',
  mesh: '#a371f7',
  yoga: '#2da44e',
  mercurius: '#bf8700',
};

const style = `
  text { font: 13px -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; fill: #1f2328; }
  .title { font-size: 18px; font-weight: 600; }
  .quiet { fill: #59636e; font-size: 12px; }
  .own { font-weight: 600; }
  .value { fill: #0969da; font-size: 12px; font-weight: 600; }
  .grid { stroke: #d1d9e0; }
  .band { fill: #818b98; fill-opacity: 0.08; }
  .mark { stroke: #59636e; stroke-dasharray: 4 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .value { fill: #58a6ff; }
    .grid { stroke: #3d444d; }
    .mark { stroke: #9198a1; }
  }`;

export function svg(all: Results, chart: Chart): string {
  const isShown = ({ name }: { name: string }) => {
    return all.contestants.some(({ figures: { [name]: own } }) => {
      return own !== undefined && chart.value(own, own) !== null;
    });
  };
  const results = { ...all, workloads: all.workloads.filter(isShown) };
  const { contestants, workloads } = results;
  const top = legendTop + Math.ceil(contestants.length / 2) * legendRow + 12;
  const bottom = top + workloads.length * rowHeight;
  const height = bottom + 56;
  const x = scaleOf(chart.ticks);
  const rows = workloads.map(({ name, title }, index) => {
    const y = top + index * rowHeight;
    return heading(name, title, y, index % 2 === 0);
  });
  const grid = chart.ticks.map((tick) => {
    const at = x(tick).toFixed(1);
    const kind = tick === chart.mark ? 'mark' : 'grid';
    return `<line class="${kind}" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>
      <text class="quiet" x="${at}" y="${bottom + 18}" text-anchor="middle">${tick}${chart.unit}</text>`;
  });
  const foot = `${results.machine}; Node ${results.versions.node ?? ''}; ${results.madeAt}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(chart.title)}">
  <style>${style}</style>
  <text class="title" x="16" y="30">${escaped(chart.title)}</text>
  <text class="quiet" x="16" y="52">${escaped(chart.subtitle)}</text>
  ${legend(results)}
  ${rows.join('\n  ')}
  ${grid.join('\n  ')}
  ${dots(results, chart, top, x)}
  <text class="quiet" x="16" y="${height - 12}">${escaped(foot)}</text>
</svg>
`;
}

function heading(name: string, title: string, y: number, isBanded: boolean): string {
  const band = `<rect class="band" x="0" y="${y}" width="${width}" height="${rowHeight}"/>`;
  return `${isBanded ? band : ''}<text class="own" x="16" y="${y + 21}">${name}</text>
    <text class="quiet" x="16" y="${y + 38}">${escaped(title)}</text>`;
}

/** Everybody has a lane of the row, so that equals do not hide each other. */
function dots(results: Results, chart: Chart, top: number, x: (value: number) => number): string {
  const { contestants, workloads } = results;
  const least = contestants.find(({ name }) => name === 'limit-got');
  const lane = (rowHeight - 14) / Math.max(1, contestants.length - 1);
  const drawn = workloads.flatMap((workload, index) =>
    contestants.map(({ name, title, figures }, place) => {
      const own = figures[workload.name];
      const value = own === undefined ? null : chart.value(own, least?.figures[workload.name]);
      if (value === null) return '';
      const at = x(value).toFixed(1);
      const y = top + index * rowHeight + 7 + place * lane;
      const isProduct = name === 'product';
      const tip = `<title>${escaped(`${title}, ${workload.name}: ${chart.label(value)}`)}</title>`;
      const dot = `<circle cx="${at}" cy="${y.toFixed(1)}" r="${isProduct ? 6 : 4}" fill="${colourOf(name)}">${tip}</circle>`;
      const label = `<text class="value" x="${(x(value) + 11).toFixed(1)}" y="${(y + 4).toFixed(1)}">${chart.label(value)}</text>`;
      return isProduct ? dot + label : dot;
    }),
  );
  return drawn.filter((each) => each !== '').join('\n  ');
}

function legend({ contestants }: Results): string {
  return contestants
    .map(({ name, title }, index) => {
      const x = 22 + (index % 2) * 384;
      const y = legendTop + Math.floor(index / 2) * legendRow;
      const own = name === 'product' ? ' class="own"' : '';
      return `<circle cx="${x}" cy="${y - 4}" r="5" fill="${colourOf(name)}"/><text${own} x="${x + 12}" y="${y}">${escaped(title)}</text>`;
    })
    .join('\n  ');
}

/** What lies beyond an end of the axis is shown at that end. */
function scaleOf(ticks: readonly number[]): (value: number) => number {
  const [least = 1] = ticks;
  const most = ticks.at(-1) ?? least;
  return (value) => {
    const inside = Math.min(most, Math.max(least, value));
    const share = Math.log(inside / least) / Math.log(most / least);
    return left + 24 + share * (width - left - right - 60);
  };
}

function colourOf(name: string): string {
  return colours[name] ?? '#cf222e';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
