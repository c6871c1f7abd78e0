// The gateway's demo and this app, together; Ctrl+C ends both.
import { spawn } from 'node:child_process';

const run = (command, args, options) => spawn(command, args, { stdio: 'inherit', ...options });
const gateway = run('npm', ['start'], {
  cwd: new URL('../..', import.meta.url),
  env: { ...process.env, CORS_ORIGINS: 'http://127.0.0.1:5173' },
});
const app = run(process.execPath, ['node_modules/vite/bin/vite.js']);

for (const [one, other] of [
  [gateway, app],
  [app, gateway],
]) {
  one.on('exit', () => other.kill());
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    gateway.kill();
    app.kill();
  });
}
