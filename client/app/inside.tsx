import { RouterProvider } from '@tanstack/react-router';
import { router } from './router.tsx';

/** What is behind the door. */
export const Inside = () => <RouterProvider router={router} />;
