// Runs the commands of README.md and README.zh-CN.md that ask a server, as they stand there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;

/** Calls check(name, fault) for each command; fault is empty where the server answered with success. */
export function readme(server, check) {
  for (const file of ['README.md', 'README.zh-CN.md']) {
    const commands = readFileSync(`${root}${file}`, 'utf8').match(/^curl .+$/gm) ?? [];
    let fault = commands.length < 9 ? `only ${commands.length} commands found` : '';
    for (const command of commands) {
      const asked = command.replace('http://127.0.0.1:8080', server).replace(/^curl/, 'curl -sS --fail-with-body');
      try {
        execFileSync('sh', ['-c', asked], { cwd: root, stdio: 'pipe', maxBuffer: 1 << 28 });
      } catch (error) {
        fault += `${command}\n     ${error.stdout}${error.stderr}`;
      }
    }
    check(`${commands.length} commands of ${file}`, fault);
  }
}
