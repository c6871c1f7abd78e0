import type { Random } from './random.ts';

interface Tradition {
  /** How often it occurs, beside the others. */
  readonly weight: number;
  readonly given: readonly [string, ...string[]];
  readonly family: readonly [string, ...string[]];
  readonly order?: 'family first';
}

/** Several scripts, apostrophes, hyphens, and accents both composed and combining. */
const TRADITIONS: readonly [Tradition, ...Tradition[]] = [
  {
    weight: 10,
    given: [
      'Marta',
      'Oliver',
      'Grace',
      'Luca',
      'Ingrid',
      'Samuel',
      'Nadia',
      'Peter',
      'Alice',
      'Hugo',
    ],
    family: [
      'Hathersage',
      'Bellini',
      "O'Neill",
      'Smith-Jones',
      'van der Berg',
      'Okafor',
      'Lindqvist',
    ],
  },
  {
    weight: 6,
    given: [
      'Zoë',
      'José',
      'Søren',
      'Łukasz',
      'Chloé',
      'Jürgen',
      'Çağla',
      'Ángela',
      'Ștefan',
      'Åsa',
    ],
    family: ['Sjöberg', 'Núñez', 'Dvořák', 'D’Angelo', 'Müller', 'Şahin', 'Þórsson', 'Kowalczyk'],
  },
  {
    weight: 2,
    given: ['Rene\u0301', 'Zoe\u0308', 'Ange\u0301lica', 'Bjo\u0308rn', 'Minh'],
    family: ['Cre\u0301py', 'Nguye\u0302\u0303n', 'A\u030Angstro\u0308m', 'Gonza\u0301lez'],
  },
  {
    weight: 2,
    given: ['Ольга', 'Иван', 'Юлия', 'Дмитрий'],
    family: ['Петрова', 'Соколов', 'Ёлкин', 'Жуков'],
  },
  { weight: 1, given: ['Ελένη', 'Γιώργος', 'Σοφία'], family: ['Παπαδοπούλου', 'Νικολάου'] },
  {
    weight: 2,
    given: ['伟', '秀英', '美咲', '翔太'],
    family: ['王', '李', '佐藤', '鈴木'],
    order: 'family first',
  },
  { weight: 1, given: ['민준', '서연'], family: ['김', '박'], order: 'family first' },
  { weight: 1, given: ['ليلى', 'عمر', 'فاطمة'], family: ['حداد', 'النجار'] },
  { weight: 1, given: ['נועה', 'דוד'], family: ['כהן', 'לוי'] },
  {
    weight: 2,
    given: ['प्रिया', 'अर्जुन', 'Priya', 'Arjun'],
    family: ['शर्मा', 'Venkatesan', 'Iyer'],
  },
];

const DRAWN = TRADITIONS.flatMap((tradition) =>
  Array.from({ length: tradition.weight }, () => tradition),
);

export function fullName(random: Random): string {
  const tradition = DRAWN[random.integer(0, DRAWN.length - 1)] ?? TRADITIONS[0];
  const given = random.pick(tradition.given);
  const family = random.pick(tradition.family);
  return tradition.order === 'family first' ? `${family} ${given}` : `${given} ${family}`;
}

/** Unique by the number, in a domain that no one can own. */
export function emailAddress(name: string, number: number, domain: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '.');
  return `${plain === '' ? 'member' : plain}.${number}@${domain}`;
}
