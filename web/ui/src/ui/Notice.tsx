import type { ComponentChildren } from 'preact';
import { retry } from '../state/catalogue';
import { comparisonProblem } from '../state/compared';
import { retryPicture } from '../state/picture';
import type { Problem } from '../state/problem';
import {
  datasets,
  pictureProblem,
  run,
  runProblem,
  serverProblem,
  view,
  words,
} from '../state/store';

/** What to tell when there is no picture: calmly, and with what to do next. */
export function Notice() {
  const server = serverProblem.value ?? runProblem.value ?? comparisonProblem(view.value);
  if (server) return <ProblemCard problem={server} onRetry={retry} />;
  if (datasets.value?.length === 0) return <EmptyState />;
  if (run.value?.times.length === 0) return <Card title={words.value.noTimes} />;
  const picture = pictureProblem.value;
  return picture && <ProblemCard problem={picture} onRetry={retryPicture} />;
}

function ProblemCard({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const t = words.value;
  const isDown = problem.kind === 'unreachable';
  return (
    <Card title={isDown ? t.unreachable : t.loadingFailed} onRetry={onRetry}>
      <p>{isDown ? t.unreachableHint : problem.detail}</p>
    </Card>
  );
}

function EmptyState() {
  const t = words.value;
  return (
    <Card title={t.emptyTitle}>
      <p>{t.emptyHint}</p>
      <pre>{'fengtu ingest FILE\nfengtu demo --out DIR'}</pre>
    </Card>
  );
}

interface CardProps {
  title: string;
  children?: ComponentChildren;
  onRetry?: () => void;
}

function Card({ title, children, onRetry }: CardProps) {
  return (
    <div class="panel notice" role="status">
      <h2>{title}</h2>
      {children}
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {words.value.retry}
        </button>
      )}
    </div>
  );
}
