// Each role's fixed colour and mark in the debrief, by its place in the case: two people looking at one screen mean
// the same line. Never colour alone: odd places are filled and solid, even ones open and dashed.

export type RoleLook = { colour: string; open: boolean; shape: 'disc' | 'square' | 'diamond' | 'triangle' };

const colours = ['--own', '--other', '--good', '--warn', '--stop', '--ink-soft', '--ink'];
const shapes = ['disc', 'disc', 'square', 'square', 'diamond', 'diamond', 'triangle'] as const;

export function roleLook(roles: readonly { id: string }[], role: string): RoleLook {
  const place = Math.max(
    0,
    roles.findIndex(({ id }) => id === role),
  );
  return {
    colour: `var(${colours[place % colours.length]})`,
    open: place % 2 === 1,
    shape: shapes[place % shapes.length] ?? 'disc',
  };
}
