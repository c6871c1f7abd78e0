/** What the pages have in common. */
import { readFileSync } from 'node:fs';

/** Two people, one in front of the other. */
const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3f3ab8"/><g fill="#aaa6ff"><circle cx="21" cy="11" r="4"/><path d="M13 25a8 8 0 0 1 15 0z"/></g><g fill="#fff"><circle cx="12" cy="13" r="4.5"/><path d="M3.5 27a8.5 8.5 0 0 1 17 0z"/></g></svg>';
export const icon = `data:image/svg+xml,${encodeURIComponent(iconSvg)}`;

export type PageName = '/' | '/graphiql' | '/explain';

const pages: readonly [PageName, string][] = [
  ['/', 'Sandbox'],
  ['/graphiql', 'GraphiQL'],
  ['/explain', 'Cost'],
];

const stripStyle = `
  .strip { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; padding: .45rem 1rem;
    background: #25224f; color: #fff; font: 14px/1.5 system-ui, sans-serif; }
  .strip a { color: #d5d3ff; } .strip a[aria-current] { color: #fff; text-decoration: none; font-weight: 600; }
  .strip .demo { margin-left: auto; padding: .05rem .7rem; border-radius: 1rem; background: #ffd35c;
    color: #2c2300; font-weight: 600; }
`;

/** The bar above every page: links to all pages, and a notice where the data is invented. */
export function strip(here: PageName, demo: boolean): string {
  const links = pages.map(
    ([path, label]) =>
      `<a href="${path}"${path === here ? ' aria-current="page"' : ''}>${label}</a>`,
  );
  const notice = demo
    ? '<span class="demo">Demo data: invented people, nothing is kept</span>'
    : '';
  return `<style>${stripStyle}</style><nav class="strip" aria-label="Pages"><strong>Membership gateway</strong>${links.join('')}${notice}</nav>`;
}

/** A file of `pages/` with `{{name}}` filled in. */
export function filled(file: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(new URL(`../../../pages/${file}`, import.meta.url), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`${file} wants ${name}`);
    return value;
  });
}

/** JSON that cannot end the script element it stands in. */
export function jsonInPage(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
