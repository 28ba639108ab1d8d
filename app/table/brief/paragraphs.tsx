// A case text: paragraphs parted by a blank line, in the quiet serif.
export function Paragraphs({ text, className = '' }: { text: string; className?: string }) {
  return (
    <div className={`reading flex flex-col gap-4 ${className}`}>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph.slice(0, 60)}>{paragraph}</p>
      ))}
    </div>
  );
}
