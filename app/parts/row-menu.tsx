'use client';
// The menu of one row in a list: its actions behind one button, named after the row.
import { EllipsisVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu } from './menu.tsx';

/** `children` are <MenuEntry>s. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu label={label} icon={<EllipsisVertical aria-hidden="true" className="size-5" />}>
      {children}
    </Menu>
  );
}
