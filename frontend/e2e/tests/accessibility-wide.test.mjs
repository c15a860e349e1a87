// The same pages as in the narrow one, in the other language.
import { judgeEveryPage } from '../harness/accessibility.mjs';

judgeEveryPage({ width: 1280, language: 'en' });
