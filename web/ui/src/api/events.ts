export interface RunNews {
  dataset: string;
  run: string;
}

/** Calls back for each run that gained fields; returns what ends it. The browser reconnects. */
export function watchRuns(onNews: (news: RunNews) => void): () => void {
  const source = new EventSource('/events');
  source.addEventListener('run', (event) => {
    const news = parseNews((event as MessageEvent<string>).data);
    if (news) onNews(news);
  });
  return () => source.close();
}

function parseNews(text: string): RunNews | null {
  try {
    const news = JSON.parse(text) as RunNews;
    return typeof news.dataset === 'string' && typeof news.run === 'string' ? news : null;
  } catch {
    return null;
  }
}
