import { pagesApi } from '#lib/http/readers/pages-api.ts';
import { packedFiles } from '#lib/runtime/packed-files.ts';
import { pagesRuntime } from '#lib/runtime/pages.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { explainAbsence } from '#lib/usecases/explain-absence.ts';
import { renderPage } from '#lib/usecases/render-page.ts';
import { tellRobots } from '#lib/usecases/tell-robots.ts';

const runtime = pagesRuntime(process.env);

export const handler = withinTime(
  pagesApi({
    ...runtime,
    assets: packedFiles(process.env, 'assets'),
    render: (at) => renderPage(at, runtime),
    absence: (of) => explainAbsence(of, runtime),
    robots: () => tellRobots(runtime),
  }),
);
