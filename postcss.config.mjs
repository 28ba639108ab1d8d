// Tailwind is the only CSS step; its theme lives in the style sheets under app/.
export default { plugins: { '@tailwindcss/postcss': {} } };
