// One budget for each address, for so many addresses and no more: somebody with a million addresses costs no memory.
import { type Budget, createBudget, type Rate } from './budget.ts';

/** More addresses than this at once: those heard of longest ago start afresh. */
const mostAddresses = 20_000;

export type AddressBudgets = { of(address: string, nowMs: number): Budget; size(): number };

export function createAddressBudgets(rate: Rate, most = mostAddresses): AddressBudgets {
  // A Map keeps the order of setting: the first key is the one heard of longest ago.
  const budgets = new Map<string, Budget>();
  return {
    of(address, nowMs) {
      const budget = budgets.get(address) ?? createBudget(nowMs, rate);
      budgets.delete(address);
      budgets.set(address, budget);
      const oldest = budgets.size > most ? budgets.keys().next().value : undefined;
      if (oldest !== undefined) budgets.delete(oldest);
      return budget;
    },
    size: () => budgets.size,
  };
}
