'use client';
// The menu of one row in a list: its actions behind one button, named after the row.
import { Menu } from '@base-ui/react/menu';
import { EllipsisVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** `children` are <MenuEntry>s. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Menu.Root>
      {/* The menu opens within the page's own landmark, for readers that go by landmarks. */}
      <div ref={setPlace} className="shrink-0">
        <Menu.Trigger
          aria-label={label}
          className="grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken data-[popup-open]:bg-sunken"
        >
          <EllipsisVertical aria-hidden="true" className="size-5" />
        </Menu.Trigger>
      </div>
      <Menu.Portal container={place}>
        <Menu.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-40">
          <Menu.Popup className="w-64 rounded-house border border-line bg-raised p-1 shadow-soft outline-none">
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
