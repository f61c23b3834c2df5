import { create } from 'zustand';
import type { Delivery } from '#contract/deliveries.ts';
import { useAppState } from '../app/app-state.ts';
import { beginReview, type Choice, type Review, type ReviewedLayer } from './choices.ts';

interface ReviewState {
  /** Delivery whose card is open. */
  readonly openId: string | null;
  /** What was chosen of deliveries looked at; it stays while the program runs, so that leaving the page loses nothing. */
  readonly reviews: Readonly<Record<string, Review>>;
  /** Jobs begun here whose delivery opens by itself when it has been looked into. */
  readonly awaited: ReadonlySet<string>;
  /** Deliveries found to be gone; their jobs still name them. */
  readonly forgotten: ReadonlySet<string>;
  await(jobId: string): void;
  open(deliveryId: string | null, jobId?: string): void;
  begin(delivery: Delivery): void;
  change(deliveryId: string, change: Partial<Review>): void;
  changeLayer(deliveryId: string, name: string, change: (before: ReviewedLayer) => ReviewedLayer): void;
  choose(deliveryId: string, name: string, change: Partial<Choice>): void;
  drop(deliveryId: string): void;
  forget(deliveryId: string): void;
}

const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

export const useReviews = create<ReviewState>()((set, get) => ({
  openId: null, reviews: {}, awaited: new Set(), forgotten: new Set(),
  await: (jobId) => set(({ awaited }) => ({ awaited: new Set([...awaited, jobId]) })),
  open: (openId, jobId) => set(({ awaited }) => ({ openId, awaited: jobId === undefined ? awaited : new Set([...awaited].filter((each) => each !== jobId)) })),
  begin: (delivery) => set(({ reviews }) => (reviews[delivery.id] ? {} : { reviews: { ...reviews, [delivery.id]: beginReview(delivery) } })),
  change: (id, change) => set(({ reviews }) => { const review = reviews[id]; return review ? { reviews: { ...reviews, [id]: { ...review, ...change } } } : {}; }),
  changeLayer: (id, name, change) => get().change(id, { layers: (get().reviews[id]?.layers ?? []).map((each) => (each.layer.name === name ? change(each) : each)) }),
  choose: (id, name, change) => get().changeLayer(id, name, (before) => ({ ...before, choice: { ...before.choice, ...change } })),
  drop: (id) => set(({ reviews, openId }) => ({ reviews: without(reviews, id), openId: openId === id ? null : openId })),
  forget: (id) => set(({ forgotten }) => ({ forgotten: new Set([...forgotten, id]) })),
}));

// What is open belongs to a city.
useAppState.subscribe((now, before) => { if (now.cityId !== before.cityId) useReviews.setState({ openId: null }); });
