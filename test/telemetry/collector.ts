/** A collector of traces: a real server that takes OTLP over HTTP, and keeps what it was sent. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listenDuringTest } from '../listening.ts';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2: server, 3: client. */
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Collector {
  readonly url: string;
  readonly received: readonly Received[];
  readonly spans: () => readonly ReceivedSpan[];
  readonly resources: () => readonly Readonly<Record<string, unknown>>[];
  /** Waits for so many spans. */
  readonly spansOf: (count: number) => Promise<readonly ReceivedSpan[]>;
  /** Waits until something was sent. */
  readonly heard: () => Promise<void>;
}

/** @param status what it answers; `hang` for nothing at all */
export async function startCollector(status: number | 'hang' = 200): Promise<Collector> {
  const received: Received[] = [];
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ path: request.url ?? '', headers: request.headers, body });
      arrivals.emit('arrival');
      if (status === 'hang') return;
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const port = await listenDuringTest(server);
  const spans = () => received.flatMap(({ body }) => spansIn(body));
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    spans,
    resources: () => received.flatMap(({ body }) => resourcesIn(body)),
    spansOf: async (count) => {
      while (spans().length < count) await once(arrivals, 'arrival');
      return spans();
    },
    heard: async () => {
      if (received.length === 0) await once(arrivals, 'arrival');
    },
  };
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<ReceivedSpan, 'attributes'> & {
        readonly attributes: readonly Attribute[];
      })[];
    }[];
  }[];
}

function spansIn(body: string): readonly ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as Sent;
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, attributes: plain(span.attributes) })),
    ),
  );
}

function resourcesIn(body: string): readonly Readonly<Record<string, unknown>>[] {
  const { resourceSpans } = JSON.parse(body) as Sent;
  return resourceSpans.map(({ resource }) => plain(resource.attributes));
}

function plain(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
