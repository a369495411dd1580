/** The wall display. */
export function Wall() {
  return <main />;
}
