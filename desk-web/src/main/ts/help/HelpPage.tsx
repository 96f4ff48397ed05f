// Help for agents, and for leads, in the language of the page.

import '../deliveries/words';
import './words';
import { navigate, useRoute } from '../app/routes';
import { language, text } from '../i18n';
import { Tabs } from '../ui';
import { ENGLISH } from './english';
import { HelpFigure } from './Figures';
import { INDONESIAN } from './indonesian';
import type { Topic } from './types';

const TOPICS: readonly Topic[] = ['agents', 'leads'];

export function HelpPage() {
  const { params } = useRoute();
  const topic = TOPICS.find((each) => each === params['topic']) ?? 'agents';
  const chapters = (language() === 'id' ? INDONESIAN : ENGLISH)[topic];
  return (
    <>
      <header class="sheet-head">
        <h1>{text('app.help')}</h1>
      </header>
      <Tabs label={text('app.help')} tabs={TOPICS.map((id) => ({ id, label: text(`help.${id}`) }))} value={topic} onChange={(next) => navigate(`#/help/${next}`)} />
      <div class="help">
        {chapters.map(({ title, paragraphs, figure, keys }) => (
          <section key={title}>
            <h2>{title}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            {figure && <HelpFigure name={figure} />}
            {keys && (
              <dl class="keys">
                {keys.map(([key, meaning]) => (
                  <div key={key}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{meaning}</dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
