/** Placeholder until this page is drawn. */
export function Page() {
  return <div className="px-6 py-4" />;
}
