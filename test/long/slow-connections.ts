/** Connections that send nothing, too little, or a byte now and then: fifty of each kind. */
import { sendRaw, type RawAnswer, type RawOptions } from '../process/raw.ts';
import { membersQuery } from '../process/rig.ts';

const body = JSON.stringify({ query: membersQuery });
const headers =
  'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
  `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;

export interface SlowConnections {
  readonly beforeTheBody: Promise<RawAnswer>[];
  readonly inTheBody: Promise<RawAnswer>[];
}

export function openSlowConnections(port: number): SlowConnections {
  const fifty = (bytes: string, options: RawOptions) =>
    Array.from({ length: 50 }, () => sendRaw(port, bytes, { timeoutMs: 40_000, ...options }));
  return {
    beforeTheBody: [
      ...fifty('', {}),
      ...fifty(headers.slice(0, 50), {}),
      ...fifty(`${headers}x-slow: `, { more: () => 'x', moreEveryMs: 700 }),
    ],
    inTheBody: fifty(`${headers}\r\n${body.slice(0, 10)}`, { more: () => ' ', moreEveryMs: 900 }),
  };
}
