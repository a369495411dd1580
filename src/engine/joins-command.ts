/** What a command line says about Celery workers it starts. */
export interface CeleryCommand {
  /** Queues named by `-Q` or `--queues`; empty when it leaves that to Celery's configuration. */
  queues: readonly string[];
  /** What `-n` or `--hostname` call its nodes, before the `@`; empty when it leaves that to Celery. */
  nodes: readonly string[];
}

/** Commands are hostile text: longer ones are not searched. */
const longest = 20_000;
const deepest = 3;

/** The Celery workers that a command line starts; null when it starts none, as far as can be told without running it. */
export function celeryIn(command: string | null): CeleryCommand | null {
  if (command === null || command.length > longest || !command.includes('celery')) return null;
  const said = { queues: new Set<string>(), nodes: new Set<string>() };
  return search(command, said, 0) ? { queues: [...said.queues], nodes: [...said.nodes] } : null;
}

interface Said {
  queues: Set<string>;
  nodes: Set<string>;
}

function search(command: string, said: Said, depth: number): boolean {
  let found = false;
  for (const words of commandsOf(command)) {
    // sh -c "celery …": the words within are a command line again.
    if (depth < deepest) {
      for (const word of words)
        if (/\s/.test(word) && word.includes('celery')) found = search(word, said, depth + 1) || found;
    }
    const program = words.findIndex((word) => word === 'celery' || word.endsWith('/celery'));
    if (program < 0 || !words.includes('worker', program)) continue;
    found = true;
    const options = words.slice(program + 1);
    for (const name of queuesIn(options)) said.queues.add(name);
    const node = nodeIn(options);
    if (node !== null) said.nodes.add(node);
  }
  return found;
}

/** The queues of one invocation: `-Q a,b`, `-Qa`, `--queues=a,b`, `--queues a,b`; the last one counts, as for Celery. */
function queuesIn(words: readonly string[]): string[] {
  let list = '';
  for (const [place, word] of words.entries()) {
    if (word === '-Q' || word === '--queues') list = words[place + 1] ?? '';
    else if (word.startsWith('--queues=')) list = word.slice('--queues='.length);
    else if (word.startsWith('-Q') && !word.startsWith('-Q=')) list = word.slice('-Q'.length);
  }
  const names = list.split(',').map((name) => name.trim());
  // A variable's value is not in the text, and half of a name would be a guess.
  return names.filter((name) => name !== '' && !name.startsWith('-') && !/[$`]/.test(name));
}

/** `-n mail@%h` → `mail`; null where it is not said, or made of variables and Celery's own marks. */
function nodeIn(words: readonly string[]): string | null {
  let name = '';
  for (const [place, word] of words.entries()) {
    if (word === '-n' || word === '--hostname') name = words[place + 1] ?? '';
    else if (word.startsWith('--hostname=')) name = word.slice('--hostname='.length);
  }
  const node = name.split('@')[0] ?? '';
  return node === '' || /[$`%]/.test(node) ? null : node;
}

/** The words of each simple command in a shell's line. */
function commandsOf(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote = '';
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let place = 0; place < line.length; place += 1) {
    const char = line.charAt(place);
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && place + 1 < line.length) {
        place += 1;
        word = (word ?? '') + line.charAt(place);
      } else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\' && place + 1 < line.length) {
      place += 1;
      // A backslash before a line's end joins the lines.
      if (line.charAt(place) !== '\n') word = (word ?? '') + line.charAt(place);
    } else if (/[;&|\n()]/.test(char)) endCommand();
    else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}
