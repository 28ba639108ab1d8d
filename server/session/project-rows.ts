// The rows that session views are made of, field by field. Names stay references; no points, no consents, no credentials.
import type { PersonRow, TableRow } from '../protocol/session-view.ts';
import type { Words } from '../protocol/words.ts';
import { departmentRef, nameRef } from './deliveries.ts';
import type { PersonState, TableState } from './state.ts';

export function personRow(person: PersonState): PersonRow {
  const { language, place, device, clear, gone, joinedAt, chair } = person;
  return {
    person: person.person,
    name: { ref: nameRef(person.person) },
    department: departmentWords(person),
    language,
    place,
    device,
    clear,
    gone,
    joinedAt,
    chair,
  };
}

export const departmentWords = ({ person, departmentKey }: PersonState): Words | null =>
  departmentKey === null ? null : { ref: departmentRef(person) };

export function tableRow({ tableId, label, talk, seats, observers, paused, settled }: TableState): TableRow {
  return {
    tableId,
    label,
    talk,
    seats: seats.map(({ role, holders }) => ({ role, holders: [...holders] })),
    observers: [...observers],
    paused,
    settled: settled && { agreed: settled.agreed, why: settled.why, at: settled.at },
  };
}
