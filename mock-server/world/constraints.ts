import type { SimConstraint } from './app.ts';
import type { SimAgent } from './agent.ts';

/** The value of a constraint's field on an agent; null if the agent has no such attribute. */
function fieldOf(agent: SimAgent, field: string): string | null {
  switch (field) {
    case 'hostname':
    case '@hostname':
      return agent.host;
    case '@zone':
      return agent.zone;
    case '@region':
      return agent.region;
    default:
      return agent.attributes[field] ?? null;
  }
}

function matches(pattern: string | null, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern ?? ''})$`).test(value);
  } catch {
    return false;
  }
}

/** How many of the app's placed instances have each value of the field. */
function tally(placed: readonly SimAgent[], field: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const agent of placed) {
    const value = fieldOf(agent, field);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** GROUP_BY n: no value may run ahead of the emptiest of at least n values. */
function balanced(counts: ReadonlyMap<string, number>, value: string, groups: number): boolean {
  const here = counts.get(value) ?? 0;
  const known = [...counts.values()];
  const least = counts.size < groups || !counts.has(value) ? 0 : Math.min(...known);
  return here <= least;
}

/** May one more instance go to `agent`, given where the others are? */
export function satisfies(constraint: SimConstraint, agent: SimAgent, placed: readonly SimAgent[]): boolean {
  const value = fieldOf(agent, constraint.field);
  if (constraint.operator === 'UNLIKE') return value === null || !matches(constraint.value, value);
  if (value === null) return false;
  switch (constraint.operator) {
    case 'LIKE':
      return matches(constraint.value, value);
    case 'IS':
      return value === constraint.value;
    case 'UNIQUE':
      return !tally(placed, constraint.field).has(value);
    case 'MAX_PER':
      return (tally(placed, constraint.field).get(value) ?? 0) < Number(constraint.value ?? 1);
    case 'CLUSTER': {
      if (constraint.value !== null && constraint.value !== '') return value === constraint.value;
      return placed.every((other) => fieldOf(other, constraint.field) === value);
    }
    case 'GROUP_BY':
      return balanced(tally(placed, constraint.field), value, Number(constraint.value ?? 1));
  }
}
