// One answer on a scale of seven, as seven dots. Decorative: the answer is said in words beside it.
export function AnswerDots({ answer }: { answer: number | null }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 196 28" className="h-7 w-auto max-w-full">
      <line x1="14" x2="182" y1="14" y2="14" stroke="var(--line-strong)" strokeWidth="1.5" />
      {Array.from({ length: 7 }, (_, index) => {
        const chosen = answer === index + 1;
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: seven dots that never move
            key={index}
            cx={14 + index * 28}
            cy="14"
            r={chosen ? 10 : 4.5}
            fill={chosen ? 'var(--ink)' : 'var(--raised)'}
            stroke={chosen ? 'var(--ink)' : 'var(--line-strong)'}
            strokeWidth="1.5"
          />
        );
      })}
    </svg>
  );
}
