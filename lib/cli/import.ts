import { Command } from 'commander';
import type { ImportOptions } from './import-source.ts';

export const importFrom = () =>
  new Command('import')
    .description('Imports articles from RSS, Atom, JSON Feed, a WordPress export, or an export of Bulletin’s own.')
    .argument('<source>', 'a file, or the address of one')
    .option('--keep-urls', 'send readers to where the articles were before')
    .option('--pages', 'take the pages of a WordPress export, too')
    .option('--encoding <name>', 'of the source, where it says a wrong one, such as windows-1252')
    .option('--report <file>', 'write down as JSON what became of each entry')
    .option('--json', 'print the counts as JSON')
    .action(async (source: string, options: ImportOptions, command: Command) => {
      // The parsers are loaded by those who import, and by nobody else.
      const { importSource } = await import('./import-source.ts');
      await importSource(source, options, command);
    });
