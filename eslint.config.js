import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noRoom = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns: patterns.map((group) => ({ group: [group], message: 'See README, «Rooms»: imports go one way.' })) }] });

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'test-results/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { rules: { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }], 'no-undef': 'off' } },
  {
    files: ['server/planning/**'],
    rules: {
      ...noRoom('#contract/*', '**/contract/*', '**/db/*', '**/http/*', '**/ingest/*', '**/jobs/*', '**/client/**', 'node:*', 'pg'),
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'The seed comes in as an argument.' }, { object: 'Date', property: 'now', message: 'The clock comes in as an argument.' }],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date']", message: 'The clock comes in as an argument.' }],
    },
  },
  { files: ['server/contract/**'], rules: noRoom('**/db/*', '**/http/*', '**/ingest/*', '**/jobs/*', '**/client/**') },
  { files: ['server/db/**', 'server/ingest/**', 'server/jobs/**', 'server/export/**'], rules: noRoom('**/http/*', '**/client/**') },
  { files: ['client/**'], rules: noRoom('**/server/http/*', '**/server/db/*', '**/server/ingest/*', '**/server/jobs/*', 'node:*'), },
  { files: ['client/**/*.tsx', 'client/**/*.ts'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
);
