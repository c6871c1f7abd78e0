/** Loaded before a contestant (`node --import`): tells what its process has used whenever it is asked. */
import type { Usage } from './messages.ts';

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(usage);
});
process.on('disconnect', () => process.exit(0));
