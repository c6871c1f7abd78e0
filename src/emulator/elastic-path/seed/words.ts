/** The words of which the invented store is made. */
type Words = readonly [string, ...string[]];

export const givenNames: Words = [
  'Aino',
  'Björn',
  'Chidi',
  'Dagný',
  'Elif',
  'François',
  'Grażyna',
  'Hyun-woo',
  'Ilse',
  'João',
  'Keiko',
  'Łukasz',
  'Mairéad',
  'Nadia',
  'Ólafur',
  'Priya',
  'Quentin',
  'Renée',
  'Søren',
  'Teo',
  'Ursula',
  'Võ',
  'Wanjirũ',
  'Xóchitl',
  'Yusuf',
  'Zoë',
];

export const familyNames: Words = [
  'Abernathy',
  'Bäcker',
  'Çelik',
  'D’Amico',
  'Eriksen',
  'Fairweather',
  'García Márquez',
  'Håkansson',
  'Ivanović',
  'Järvinen',
  'Kowalczyk',
  'Lefèvre',
  'Marchetti',
  'Nguyễn',
  "O'Sullivan",
  'Pärt',
  'Quirke',
  'Rasmussen',
  'Šimek',
  'Thorvaldsen',
  'Uzun',
  'Vandermeer',
  'Whitlock',
  'Yamaguchi',
  'Żeromski',
];

/** Whole names that no rule splits into given and family name. */
export const undividedNames: Words = ['김민준', 'Νεφέλη', '李小龍', 'Suharto', 'محمد'];

export const tradeNames: Words = [
  'Amber',
  'Bluefin',
  'Cobalt',
  'Drumlin',
  'Ember',
  'Fjord',
  'Granit',
  'Harrow',
  'Ítaca',
  'Juniper',
  'Kestrel',
  'Lärche',
  'Meridian',
  'Nordlys',
  'Oak & Iron',
  'Pike, Reed',
  'Quillbrook',
  'Rosé',
  'Saffron',
  'Tūī',
];

export const trades: Words = [
  'Outfitters',
  'Instruments',
  'Provisions',
  'Glass',
  'Logistics',
  'Textiles',
  'Bakery',
  'Tools',
  'Paper',
  'Lighting',
];

export const legalForms: Words = ['GmbH', 'Ltd', 'S.A.', 'Inc.', 'Oy', 'A/S'];

export const tagNames: Words = [
  'wholesale-eu',
  'wholesale-us',
  'net-30',
  'net-60',
  'tax-exempt',
  'education',
  'public-sector',
  'key-account',
  'dormant',
  'pilot',
  'reseller',
  'own-fleet',
];

export const buyerRoles: Words = ['viewer', 'buyer', 'approver', 'administrator'];
