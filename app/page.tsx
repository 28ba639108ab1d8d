// The first page. Filled in with the join form next.
export default function Start() {
  return <main id="content">Parley</main>;
}
