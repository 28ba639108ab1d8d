// A QR code as one path, dark on white in every theme so that every camera reads it. The address stands beside it in words.
export function QrCode({ cells, className }: { cells: readonly (readonly boolean[])[]; className?: string }) {
  const quiet = 3;
  const size = cells.length + quiet * 2;
  const path = cells
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('');
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className={className}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#1f1b16" />
    </svg>
  );
}
