import { RouterProvider } from '@tanstack/react-router';
import { root, router } from './router.ts';
import { Shell } from './shell.tsx';

root.update({ component: Shell });

/** What is behind the door. */
export const Inside = () => <RouterProvider router={router} />;
