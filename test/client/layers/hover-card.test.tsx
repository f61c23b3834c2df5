import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HoverCard } from '../../../client/layers/hover-card.tsx';
import { MapOwnerContext } from '../../../client/map/map-context.ts';
import type { MapOwner } from '../../../client/map/map-owner.ts';
import type { MapHit } from '../../../client/map/overlay.ts';
import { renderInside } from './inside.tsx';
import { layerKinds } from './layer-kinds.ts';

afterEach(() => { cleanup(); vi.unstubAllGlobals(); });

describe('the card of what the pointer is over', () => {
  it('lies on the map, also when a panel asks for it, and goes with the pointer', () => {
    const stage = document.body.appendChild(document.createElement('div'));
    const container = stage.appendChild(document.createElement('div'));
    const listeners = new Map<string, (hit: MapHit | null) => void>();
    const owner = { map: { getContainer: () => container }, onHover: (of: string, listener: (hit: MapHit | null) => void) => { listeners.set(of, listener); return () => listeners.delete(of); } } as unknown as MapOwner;
    renderInside(<MapOwnerContext value={owner}><aside><HoverCard of="proposals" kindName="拟建" /></aside></MapOwnerContext>, { '/layer-kinds': layerKinds });
    const hear = (hit: object | null) => act(() => listeners.get('proposals')?.(hit as MapHit | null));
    hear({ target: 'proposals', id: 'a', kind: null, name: '关闭 · 出入口', point: [100, 50] });
    const card = screen.getByText('关闭 · 出入口').parentElement;
    expect(card?.parentElement).toBe(stage);
    expect(card?.textContent).toBe('关闭 · 出入口拟建');
    expect(card?.style.transform).toBe('translate(114px, 64px)');
    hear(null);
    expect(screen.queryByText('关闭 · 出入口')).toBeNull();
  });
});
