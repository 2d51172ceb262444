import type { AttackedRoute } from './attacked-routes.ts';

/**
 * Tries an attack on one route after the other. Resolves to what it found, a line each: what the attack says, and where it
 * could not be made.
 */
export async function attackRoutes(
  routes: readonly AttackedRoute[],
  attack: (route: AttackedRoute) => Promise<string | null | readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const route of routes) {
    try {
      const said = (await attack(route)) ?? [];
      found.push(...[said].flat().map((text) => `${route.name}: ${text}`));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // What only a real Supabase can do is refused here to everybody, and attacked there.
      if (!message.includes('not_on_embedded_stack'))
        found.push(message.startsWith(route.name) ? message : `${route.name}: the attack ended with ${message}`);
    }
  }
  return found;
}
