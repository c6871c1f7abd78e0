/** The upstreams, under the names that clients see. */
export type SourceName = 'KANTATA_OX' | 'ELASTIC_PATH';

export const sourceTitles: Readonly<Record<SourceName, string>> = {
  KANTATA_OX: 'Kantata OX',
  ELASTIC_PATH: 'Elastic Path',
};
