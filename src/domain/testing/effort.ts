/** Things whose every look is counted: what a rule costs, told without a clock. */
export function counted<T extends object>(things: readonly T[]): { things: readonly T[]; looks: () => number } {
  let looks = 0;
  const watch = (thing: T): T =>
    new Proxy(thing, {
      get(target, name, receiver) {
        looks += 1;
        return Reflect.get(target, name, receiver);
      },
    });
  return { things: things.map(watch), looks: () => looks };
}
